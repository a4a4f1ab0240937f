package azure

import (
	"regexp"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/iac"
	"github.com/archvet/archvet/detect/limits"
)

// queue reads the settings of a queue of Service Bus, or of a topic's subscription. A
// message that was delivered too often goes to a part of the queue itself.
func (in *interpreter) queue(r *iac.Resource, i *instance) {
	if i.typ != "microsoft.servicebus/namespaces/queues" {
		return
	}
	props := i.body.get("properties")
	r.Queue.Visibility = period(props.get("lockDuration")).Or(limits.DefaultDuration(limits.ServiceBusLock, i.at))
	r.Queue.MaxReceive = props.get("maxDeliveryCount").int().Or(limits.DefaultInt(limits.ServiceBusMaxDelivery, i.at))
	r.Queue.Retention = period(props.get("defaultMessageTimeToLive"))
	r.Queue.DeadLetter = arch.ByDefault(r.Name+"/$deadletterqueue", i.at, "every queue has its own")
	if to := props.get("forwardDeadLetteredMessagesTo"); to.exists() {
		r.Queue.DeadLetter = to.string()
	}
	r.Queue.FIFO = arch.ByDefault(false, i.at, "without sessions there is no order")
	if v := props.get("requiresSession"); v.exists() {
		if on, known := v.bool(); known {
			r.Queue.FIFO = arch.Given(on, v.at)
		} else {
			r.Queue.FIFO = arch.Hide[bool](v.at, "out of sight")
		}
	}
}

var isoPeriod = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^P(?:(\d{1,8})D)?(?:T(?:(\d{1,5})H)?(?:(\d{1,5})M)?(?:(\d{1,8})(?:\.\d+)?S)?)?$`)
})

// period reads a duration of ISO 8601: PT5M, P14D. The longest one stands for no limit.
func period(v *value) arch.Value[time.Duration] {
	if !v.exists() {
		return arch.Value[time.Duration]{}
	}
	s := v.string()
	if !s.Known() {
		return arch.Hide[time.Duration](v.at, s.Why)
	}
	m := isoPeriod().FindStringSubmatch(strings.TrimSpace(s.V))
	if m == nil {
		return arch.Hide[time.Duration](v.at, s.V+" is not a plain period")
	}
	var d time.Duration
	for n, unit := range []time.Duration{24 * time.Hour, time.Hour, time.Minute, time.Second} {
		if count, err := strconv.Atoi(m[n+1]); err == nil {
			if unit == 24*time.Hour && count > 100_000 {
				return arch.Hide[time.Duration](v.at, "no limit")
			}
			d += time.Duration(count) * unit
		}
	}
	return arch.Given(d, v.at)
}
