package spring

import (
	"strings"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/iac"
)

var (
	rabbit = []string{"rabbitmq"}
	kafka  = []string{"kafka", "msk"}
	jms    = []string{"activemq"}
)

// listener adds the channels that a method listens on.
func (p *program) listener(m *iac.Module, name string, args arguments, at arch.Range) {
	types, keys := rabbit, []string{"value", "queues", "queuesToDeclare", "bindings", "exchange"}
	switch name {
	case "KafkaListener":
		types, keys = kafka, []string{"value", "topics"}
	case "JmsListener":
		types, keys = jms, []string{"destination", "value"}
	}
	for _, k := range keys {
		for _, channel := range args[k] {
			if channel != "" {
				m.Consumes = append(m.Consumes, iac.Channel{Types: types, Name: channel, At: at, What: "listens to " + channel})
			}
		}
	}
}

// sends adds the channels that a call writes to.
func (p *program) sends(m *iac.Module, s *sourceFile, i int) {
	types := s.brokerOf(i)
	if types == nil {
		return
	}
	v, next, ok := p.expression(s, i+2)
	if !ok || strings.HasPrefix(v, "/") { // a path is for browsers
		return
	}
	names := []string{v}
	if types[0] == "rabbitmq" && s.is(next, ",") { // exchange, routing key, message
		if key, after, ok := p.expression(s, next+1); ok && s.is(after, ",") {
			names = append(names, key)
		}
	}
	for _, n := range names {
		if n != "" {
			m.Publishes = append(m.Publishes, iac.Channel{Types: types, Name: n, At: s.at(i, i), What: "sends to " + n})
		}
	}
}

// brokerOf tells to which brokers the call at a token sends, by its name and what the
// file imports.
func (s *sourceFile) brokerOf(i int) []string {
	on := ""
	if s.is(i-1, ".") && i >= 2 {
		on = strings.ToLower(s.tokens[i-2].text)
	}
	switch s.tokens[i].text {
	case "convertAndSend", "convertSendAndReceive", "convertSendAndReceiveAsType":
		switch {
		case s.brings["simp"] && !s.brings["amqp"]:
			return nil
		case s.brings["jms"] && !s.brings["amqp"]:
			return jms
		case s.brings["amqp"] || s.brings["rabbit"]:
			return rabbit
		}
	case "send", "sendDefault":
		if strings.Contains(on, "kafka") || s.brings["KafkaTemplate"] && on != "" {
			return kafka
		}
	case "ProducerRecord":
		return kafka
	}
	return nil
}

// bindings adds the channels of Spring Cloud Stream: a binding is an input or output
// by what the code or its own name says, and its destination is the channel.
func (p *program) bindings(m *iac.Module) {
	types := streamTypes(m)
	for _, property := range m.Properties {
		name, ok := strings.CutPrefix(property.Key, "spring.cloud.stream.bindings.")
		name, isDestination := strings.CutSuffix(name, ".destination")
		if !ok || !isDestination {
			continue
		}
		c := iac.Channel{Types: types, Name: property.Value.V, At: property.Value.At, What: "channel " + property.Value.V}
		switch {
		case strings.HasSuffix(name, "in0") || name == "input" && p.binds("Sink") || p.channel("Input", name):
			m.Consumes = append(m.Consumes, c)
		case strings.HasSuffix(name, "out0") || name == "output" && p.binds("Source") || p.channel("Output", name):
			m.Publishes = append(m.Publishes, c)
		}
	}
}

func streamTypes(m *iac.Module) []string {
	for _, u := range m.Uses {
		if u.Protocol == "rabbitmq" || u.Protocol == "kafka" {
			return u.Types
		}
	}
	return append(append([]string{}, rabbit...), kafka...)
}

// channel reports whether an annotation names a binding.
func (p *program) channel(annotation, name string) bool {
	for _, s := range p.files {
		for i := range s.tokens {
			if !s.is(i, "@") || !s.is(i+1, annotation) {
				continue
			}
			if args, _ := p.annotation(s, i+1); iac.PropertyKey(args.first("value")) == name {
				return true
			}
		}
	}
	return false
}

// binds reports whether the program binds one of the framework's own interfaces.
func (p *program) binds(side string) bool {
	if _, ok := p.marks["EnableBinding"]; !ok {
		return false
	}
	return !p.words[side].IsZero() || !p.words["Processor"].IsZero()
}
