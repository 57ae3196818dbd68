-- SPDX-License-Identifier: Apache-2.0
-- Asks for objects at random, some far more often than others.
local OBJECTS = 10000

function init(args)
  math.randomseed(os.time() + tonumber(tostring({}):sub(8)) % 100000)
end

function request()
  -- The square of an even distribution: the first quarter of the objects takes half of it.
  local number = math.floor(math.random() ^ 2 * OBJECTS)
  local length = 1024 * 2 ^ (number % 10)
  return wrk.format("GET", string.format("/object/%d/%d", length, number))
end
