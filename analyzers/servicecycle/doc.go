// Package servicecycle finds units that call each other in a circle and wait.
//
// # Analyzer servicecycle
//
// servicecycle: services that call each other in a circle, each waiting for the next
//
// When orders calls inventory and inventory calls orders back, the two are one program
// with a network in the middle: neither can be released, scaled or tested without the
// other, an outage of one is an outage of both, and a request can end up waiting for
// itself once all workers of a service wait for a call that only these workers could
// answer.
//
// Wrong:
//
//	// in orders, while an order is placed
//	stock.Reserve(ctx, line)
//	// in inventory, inside Reserve
//	orders.Get(ctx, orderID)
//
// Right:
//
//	// in orders: send along what inventory needs to know
//	stock.Reserve(ctx, line, order.Priority)
//	// in inventory: tell whoever is interested, and do not wait
//	events.Publish(ctx, StockReserved{OrderID: orderID})
//
// Each group of units that can reach each other over synchronous calls is one finding.
// It stands at the call that leads back to the unit which the rest of the system
// enters by, and names the circle; the other calls of the circle are related
// positions.
//
// # When it stays quiet
//
//   - A queue, topic, stream or event is part of the circle.
//   - Nobody waits for the result of the call back.
//   - A unit calls itself.
//
// # Suppressing it
//
// By a comment with the rule and the reason, on the line or the line above:
//
//	//archvet:ignore servicecycle -- the call back goes when prices move to catalog in May
//
// # References
//
//   - Sam Newman, Building Microservices, 2nd edition, chapter 2 (coupling)
//   - Taibi and Lenarduzzi, On the Definition of Microservice Bad Smells, IEEE Software 35(3), 2018 (cyclic dependency)
package servicecycle
