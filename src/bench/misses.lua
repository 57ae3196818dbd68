-- SPDX-License-Identifier: Apache-2.0
-- Every request of every thread, in every run, has a query of its own.
local threads = 0

function setup(thread)
  thread:set("id", threads)
  threads = threads + 1
end

local count = 0
local run = os.time() .. "-" .. tostring({}):sub(8)

function request()
  count = count + 1
  return wrk.format("GET", wrk.path .. "?" .. run .. "-" .. id .. "-" .. count)
end
