-- SPDX-License-Identifier: Apache-2.0
-- Every request asks for another single range of the object in the URL; arguments: the object's
-- length and the range's length, in bytes.
local length, range

function init(args)
  length, range = tonumber(args[1]), tonumber(args[2])
  math.randomseed(os.time() + tonumber(tostring({}):sub(8)) % 100000)
end

function request()
  local first = math.floor(math.random() * (length - range))
  wrk.headers["Range"] = string.format("bytes=%d-%d", first, first + range - 1)
  return wrk.format("GET")
end
