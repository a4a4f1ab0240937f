locals {
  list  = ["b", "a", "c", "a"]
  map   = { one = 1, two = 2 }
  template = "$${a}!"
  blank = ["a", "", null, "b"]
}

resource "check" "numbers" {
  abs        = abs(-12.4)
  ceil       = ceil(5.1)
  floor      = floor(-5.1)
  log        = log(16, 2)
  max        = max(12, 54, 3)
  max_spread = max([12, 54, 3]...)
  min        = min(12, 54, 3)
  parseint   = parseint("FF", 16)
  pow        = pow(3, 2)
  signum     = signum(-13)
  sum        = sum([10, 13, 6, 4.5])
  sum_exact  = sum([0.1, 0.2])
}

resource "check" "strings" {
  chomp       = chomp("hello\n\n")
  endswith    = endswith("hello world", "world")
  format      = format("%s %05d %.2f %q %v %%", "a", 42, 3.14159, "q", [1, "x"])
  format_hex  = format("%x %X %b %o %e", 255, 255, 5, 8, 12345.678)
  formatlist  = formatlist("%s-%d", ["a", "b"], 1)
  indent      = indent(2, "a\nb\nc")
  join        = join("-", ["a", "b"])
  lower       = lower("ABC")
  regex       = regex("[a-z]+", "53453453.345345aaabbbccc23454")
  regex_named = regex("^(?:(?P<scheme>[^:/?#]+):)?(?://(?P<authority>[^/?#]*))?", "https://terraform.io/docs/")
  regexall    = regexall("[a-z]+", "1234abcd5678efgh9")
  replace     = replace("1 + 2 + 3", "+", "-")
  replace_re  = replace("hello world", "/w.*d/", "everybody")
  replace_grp = replace("hello", "/(l+)/", "<$1>")
  split       = split(",", "foo,bar,baz")
  split_none  = split(",", "")
  startswith  = startswith("hello world", "hello")
  strcontains = strcontains("hello world", "wor")
  strrev      = strrev("hello")
  substr      = substr("hello world", 1, 4)
  substr_end  = substr("hello world", -5, -1)
  templates   = templatestring(local.template, { a = "x" })
  title       = title("hello world")
  trim        = trim("?!hello?!", "!?")
  trimprefix  = trimprefix("helloworld", "hello")
  trimspace   = trimspace("  hello\n")
  trimsuffix  = trimsuffix("helloworld", "world")
  upper       = upper("abc")
}

resource "check" "collections" {
  alltrue       = alltrue(["true", true])
  alltrue_none  = alltrue([])
  anytrue       = anytrue([false, true])
  anytrue_none  = anytrue([])
  chunklist     = chunklist(["a", "b", "c"], 2)
  coalesce      = coalesce(null, "", "b")
  coalesce_num  = coalesce(null, 3, 4)
  coalescelist  = coalescelist([], ["c", "d"])
  compact       = compact(local.blank)
  concat        = concat(["a"], local.list, [])
  contains      = contains(local.list, "a")
  contains_num  = contains([1, 2], 3)
  distinct      = distinct(local.list)
  element       = element(local.list, 5)
  element_back  = element(local.list, -1)
  flatten       = flatten([["a"], [], ["b", ["c"]]])
  index         = index(local.list, "a")
  keys          = keys({ b = 1, a = 2 })
  length        = length(local.list)
  length_text   = length("👾🕹️")
  length_map    = length(local.map)
  lookup        = lookup(local.map, "two", 9)
  lookup_other  = lookup(local.map, "nine", 9)
  matchkeys     = matchkeys(["i-1", "i-2", "i-3"], ["us", "eu", "us"], ["us"])
  merge         = merge({ a = 1, b = 2 }, { b = 3 }, null, { c = 4 })
  one           = one(["x"])
  one_none      = one([])
  one_set       = one(toset(["x"]))
  range         = range(3)
  range_step    = range(1, 8, 2)
  range_down    = range(4, 1)
  reverse       = reverse(local.list)
  intersection  = setintersection(["a", "b"], ["b", "c"], ["b"])
  setproduct    = setproduct(["a", "b"], [1, 2])
  setsubtract   = setsubtract(["a", "b", "c"], ["a", "c"])
  setunion      = setunion(["a", "b"], ["b", "c"])
  slice         = slice(["a", "b", "c", "d"], 1, 3)
  sort          = sort(local.list)
  transpose     = transpose({ a = ["1", "2"], b = ["2", "3"] })
  values        = values({ a = 3, c = 2, d = 1 })
  zipmap        = zipmap(["a", "b"], [1, 2])
}

resource "check" "encoding" {
  base64decode     = base64decode("SGVsbG8gV29ybGQ=")
  base64encode     = base64encode("Hello World")
  csvdecode        = csvdecode("a,b,c\n1,2,3\n4,5,6")
  jsondecode       = jsondecode("{\"hello\": [1, true, null]}")
  jsonencode       = jsonencode({ hello = "world", n = 1.5, l = [true, null], h = "<>&" })
  textdecodebase64 = textdecodebase64("SABlAGwAbABvACAAVwBvAHIAbABkAA==", "UTF-16LE")
  textencodebase64 = textencodebase64("Hello World", "UTF-16LE")
  urlencode        = urlencode("Hello World!☃")
  yamldecode       = yamldecode("a: 1\nb: &x [x, y]\nc: *x\n")
  yamlencode       = yamlencode({ a = "b", c = { d = [1, 2] } })
}

resource "check" "hashes" {
  base64sha256 = base64sha256("hello world")
  base64sha512 = base64sha512("hello world")
  md5          = md5("hello world")
  sha1         = sha1("hello world")
  sha256       = sha256("hello world")
  sha512       = sha512("hello world")
  uuidv5       = uuidv5("dns", "www.terraform.io")
  uuidv5_space = uuidv5("743ac3c0-3bf7-4a5b-9e6c-59360447c757", "LIBS:diskfont.library")
}

resource "check" "times" {
  formatdate = formatdate("DD MMM YYYY hh:mm ZZZ", "2018-01-02T23:12:01Z")
  timeadd    = timeadd("2017-11-22T00:00:00Z", "10m")
  timecmp    = timecmp("2017-11-22T00:00:00Z", "2017-11-22T01:00:00Z")
}

resource "check" "networks" {
  cidrhost      = cidrhost("10.12.112.0/20", 16)
  cidrhost_back = cidrhost("10.12.112.0/20", -2)
  cidrhost_six  = cidrhost("fd00:fd12:3456:7890:00a2::/72", 34)
  cidrnetmask   = cidrnetmask("172.16.0.0/12")
  cidrsubnet    = cidrsubnet("172.16.0.0/12", 4, 2)
  cidrsubnet_no = cidrsubnet("10.1.2.240/28", 1, 1)
  cidrsubnet_6  = cidrsubnet("fd00:fd12:3456:7890::/56", 16, 162)
  cidrsubnets   = cidrsubnets("10.1.0.0/16", 4, 4, 8, 4)
}

resource "check" "types" {
  can          = can(local.map.one)
  can_not      = can(local.map.three)
  nonsensitive = nonsensitive("x")
  sensitive    = sensitive("x")
  tobool       = tobool("true")
  tolist       = tolist(["a", 1])
  tomap        = tomap({ a = 1, b = "x" })
  tonumber     = tonumber("1.5")
  toset        = toset(["b", "a", "b"])
  tostring     = tostring(12)
  try          = try(local.map.three, local.map.two)
}

resource "check" "paths" {
  basename    = basename("foo/bar/baz.txt")
  dirname     = dirname("foo/bar/baz.txt")
  core_prefix = core::upper("a")
}
