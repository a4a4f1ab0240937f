package arch

import (
	"cmp"
	"net/url"
	"strings"
)

// Title names what the call does, for messages: "gRPC inventory.v1.Stock/Reserve",
// "HTTP GET /orders".
func (c Call) Title() string {
	name := c.Protocol
	if known, ok := protocolNames[c.Protocol]; ok {
		name = known
	}
	op := strings.Join(strings.Fields(c.Operation), " ") // a statement may be several lines long
	switch {
	case op == "":
		return strings.TrimSpace(name + " call")
	case name == "":
		return op
	}
	return name + " " + op
}

var protocolNames = map[string]string{
	"grpc": "gRPC", "http": "HTTP", "https": "HTTPS", "graphql": "GraphQL", "invoke": "Invoke",
	"sqs": "SQS", "sns": "SNS", "s3": "S3", "dynamodb": "DynamoDB", "kafka": "Kafka", "amqp": "AMQP", "nats": "NATS",
	"postgres": "PostgreSQL", "mysql": "MySQL", "mongodb": "MongoDB", "redis": "Redis", "memcached": "Memcached",
}

// Origin is where the call's address is written: the end of its trail.
func (c Call) Origin() (Step, bool) {
	last := Step{At: c.Address.At}
	if n := len(c.Trail); n > 0 {
		last = c.Trail[n-1]
	}
	last.What = cmp.Or(last.What, c.Address.V, "the address")
	return last, !last.At.IsZero()
}

// FrameIn returns the frame of the call's path that stands in loop l, so the call
// site inside the loop that leads to the remote call, and the frames after it. Of a
// closure and the function around it, which share a name, the innermost counts.
func (c Call) FrameIn(l Loop) (at Frame, after []Frame) {
	in := func(f Frame) bool { return f.Func == l.Func && f.At.File == l.At.File && f.At.Start >= l.At.Start }
	for i := range c.Path {
		if !in(c.Path[i]) {
			continue
		}
		for i+1 < len(c.Path) && in(c.Path[i+1]) {
			i++
		}
		return c.Path[i], c.Path[i+1:]
	}
	return Frame{Func: c.Func, At: c.At}, nil
}

// Host is the host name in the call's address, "" when it is not known or none.
func (c Call) Host() string {
	address := c.Address.V
	if !strings.Contains(address, "://") {
		address = "//" + address
	}
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return u.Hostname()
}

// Governs reports whether the policy holds for a call: one for some routes holds for
// calls whose address or operation names such a route, and for those of which no path
// is known.
func (p Policy) Governs(c Call) bool {
	route := strings.TrimRight(p.Path, "/*")
	if route == "" || strings.Contains("/"+c.Operation, route) {
		return true
	}
	address := c.Address.V
	if i := strings.Index(address, "://"); i >= 0 {
		address = address[i+3:]
	}
	_, path, ok := strings.Cut(address, "/")
	return !ok && !strings.Contains(c.Operation, "/") || strings.HasPrefix("/"+path, route)
}

// AsksService reports whether the call's protocol is one by which services ask each
// other, as opposed to those of datastores, brokers and mail.
func (c Call) AsksService() bool {
	switch c.Protocol {
	case "http", "https", "grpc", "graphql", "rpc", "connect", "twirp", "thrift", "soap", "dapr", "invoke":
		return true
	}
	return false
}

// Reasons of a deadline that is there, while how long it is remains unknown.
const (
	BoundByPlatform   = "the platform's own deadline"
	BoundByMiddleware = "a middleware bounds every request"
)
