-- For wrk: a random line of the file in BENCH_PATHS per request ("path<tab>etag"), and the figures as one line of JSON.
local paths, tags = {}, {}
for line in io.lines(os.getenv("BENCH_PATHS")) do
  local path, tag = line:match("([^\t]*)\t?(.*)")
  paths[#paths + 1], tags[#tags + 1] = path, tag
end
local once, asked = os.getenv("BENCH_ONCE"), 0
math.randomseed(os.time())
request = function()
  local place = math.random(#paths)
  local path, headers = paths[place], { ["Accept-Encoding"] = "gzip" }
  if once and once ~= "" then
    -- Every address of the API takes this one, and nothing is answered otherwise for it; others are refused.
    asked = asked + 1
    path = path .. (path:find("?", 1, true) and "&" or "?") .. "format=" .. once .. asked
  end
  if tags[place] ~= "" then headers["If-None-Match"] = tags[place] end
  return wrk.format("GET", path, headers)
end
done = function(summary, latency)
  local wrong = summary.errors.status + summary.errors.connect + summary.errors.read + summary.errors.timeout
  io.stderr:write(string.format('{"rate": %f, "p50": %f, "p95": %f, "bytes": %d, "wrong": %d}\n',
    summary.requests / summary.duration * 1e6, latency:percentile(50) / 1000, latency:percentile(95) / 1000,
    summary.requests > 0 and summary.bytes / summary.requests or 0, wrong))
end
