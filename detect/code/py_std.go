package code

import "time"

// pyStd are the rows of Python's standard library.
var pyStd = []Row{
	// Settings.
	{Lang: "python", Package: "os", Name: "getenv", Action: Env, Target: "0|kw:key", Default: "1|kw:default"},
	{Lang: "python", Package: "os.environ", Name: "get", Action: Env, Target: "0|kw:key", Default: "1|kw:default"},
	{Lang: "python", Package: "os.environ", Name: "pop", Action: Env, Target: "0", Default: "1"},
	{Lang: "python", Package: "os.environ", Name: "__getitem__", Action: Env, Target: "0"},
	{Lang: "python", Package: "decouple", Name: "config", Action: Env, Target: "0", Default: "kw:default|1"},
	{Lang: "python", Package: "environs", Type: "Env()", Name: "*", Action: Env, Target: "0", Default: "1|kw:default"},
	{Lang: "python", Package: "environ", Type: "Env()", Name: "*", Action: Env, Target: "0", Default: "kw:default|1"},
	{Lang: "python", Package: "starlette.config", Type: "Config()", Name: "__call__", Action: Env, Target: "0", Default: "kw:default"},

	// What runs once.
	{Lang: "python", Package: "functools", Name: "lru_cache", Action: Once},
	{Lang: "python", Package: "functools", Name: "cache", Action: Once},
	{Lang: "python", Package: "functools", Name: "cached_property", Action: Once},

	// Text and values.
	{Lang: "python", Package: "builtins", Name: "str", Action: Parse},
	{Lang: "python", Package: "builtins", Name: "int", Action: Parse},
	{Lang: "python", Package: "builtins", Name: "float", Action: Parse},
	{Lang: "python", Package: "builtins", Name: "bool", Action: Parse},
	{Lang: "python", Package: "builtins", Name: "list", Action: Parse},
	{Lang: "python", Package: "builtins", Name: "enumerate", Action: Parse},
	{Lang: "python", Package: "builtins", Name: "sorted", Action: Parse},
	{Lang: "python", Package: "builtins", Name: "getattr", Action: Carry, From: "2"},
	{Lang: "python", Package: "urllib.parse", Name: "urljoin", Action: JoinText},
	{Lang: "python", Package: "urllib.parse", Name: "urlparse", Action: Parse},
	{Lang: "python", Package: "urllib.parse", Name: "quote*", Action: Parse},
	{Lang: "python", Package: "os.path", Name: "join", Action: JoinText},
	{Lang: "python", Package: "os.path", Name: "abspath", Action: Parse},
	{Lang: "python", Package: "os.path", Name: "expandvars", Action: Parse},

	// Time.
	{Lang: "python", Package: "time", Name: "sleep", Action: Sleep, Duration: "0", Unit: time.Second},
	{Lang: "python", Package: "asyncio", Name: "sleep", Action: Sleep, Duration: "0", Unit: time.Second},
	{Lang: "python", Package: "gevent", Name: "sleep", Action: Sleep, Duration: "0", Unit: time.Second},
	{Lang: "python", Package: "eventlet", Name: "sleep", Action: Sleep, Duration: "0", Unit: time.Second},
	{Lang: "python", Package: "asyncio", Name: "wait_for", Action: WithLimit, From: "0", Duration: "1|kw:timeout", Unit: time.Second},
	{Lang: "python", Package: "asyncio", Name: "run", Action: Carry, From: "0"},
	{Lang: "python", Package: "asyncio", Name: "get_event_loop", Action: Neutral},

	// What runs beside.
	{Lang: "python", Package: "asyncio", Name: "gather", Action: Join},
	{Lang: "python", Package: "asyncio", Name: "wait", Action: Join},
	{Lang: "python", Package: "asyncio", Type: "TaskGroup()", Name: "__exit__", Action: Join},
	{Lang: "python", Package: "threading", Name: "Thread", Action: Spawn, Handler: "kw:target|1"},
	{Lang: "python", Package: "threading", Name: "Timer", Action: Spawn, Handler: "1|kw:function"},
	{Lang: "python", Package: "threading", Type: "Thread()", Name: "join", Action: Join},
	{Lang: "python", Package: "multiprocessing", Name: "Process", Action: Spawn, Handler: "kw:target|1"},
	{Lang: "python", Package: "multiprocessing", Type: "Process()", Name: "join", Action: Join},
	{Lang: "python", Package: "concurrent.futures", Type: "*", Name: "submit", Action: Spawn, Handler: "0"},
	{Lang: "python", Package: "concurrent.futures", Type: "*Executor()", Name: "map", Action: Spawn, Handler: "0"},
	{Lang: "python", Package: "concurrent.futures", Type: "*Executor()", Name: "__exit__", Action: Join},
	{Lang: "python", Package: "concurrent.futures", Type: "*Executor()", Name: "shutdown", Action: Join},
	{Lang: "python", Package: "concurrent.futures", Type: "submit()", Name: "result", Action: Join},
	{Lang: "python", Package: "concurrent.futures", Name: "wait", Action: Join},
	{Lang: "python", Package: "concurrent.futures", Name: "as_completed", Action: Join},
	{Lang: "python", Package: "threading", Type: "Lock()", Name: "acquire", Action: Begin},
	{Lang: "python", Package: "threading", Type: "Lock()", Name: "release", Action: End},

	{Lang: "python", Package: "subprocess", Name: "run", Action: Execute, Target: "0"},
	{Lang: "python", Package: "subprocess", Name: "call", Action: Execute, Target: "0"},
	{Lang: "python", Package: "subprocess", Name: "check_call", Action: Execute, Target: "0"},
	{Lang: "python", Package: "subprocess", Name: "check_output", Action: Execute, Target: "0"},
	{Lang: "python", Package: "subprocess", Name: "Popen", Action: Execute, Target: "0"},
	{Lang: "python", Package: "os", Name: "system", Action: Execute, Target: "0"},
	{Lang: "python", Package: "asyncio", Name: "create_subprocess_exec", Action: Execute, Target: "0"},
	{Lang: "python", Package: "asyncio", Name: "create_subprocess_shell", Action: Execute, Target: "0"},
	{Lang: "python", Package: "smtplib", Name: "SMTP", Action: Build, Protocol: "smtp", From: "0"},
	{Lang: "python", Package: "smtplib", Type: "SMTP()", Name: "send*", Action: RemoteCall, Protocol: "smtp", Address: "r", Writes: true},
}
