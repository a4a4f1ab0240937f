package charts

import "flag"

var dir = flag.String("dir", "", "a directory with repositories to compare on as well")
