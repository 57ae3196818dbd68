-- SPDX-License-Identifier: Apache-2.0
-- Every request of every thread asks for a URL of its own.
local threads = 0

function setup(thread)
  thread:set("id", threads)
  threads = threads + 1
end

local count = 0

function request()
  count = count + 1
  return wrk.format("GET", "/page/" .. id .. "/" .. count)
end
