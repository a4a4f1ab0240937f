package main

import (
	"context"
	"fmt"
	"log"
	"net/http"
	"time"

	inventoryv1 "example.com/shop/gen/inventory/v1"
)

// answerWithin bounds the work for one request.
const answerWithin = 1500 * time.Millisecond

type server struct {
	inventoryv1.UnimplementedStockServer
	levels *levels
	orders *orders
}

// Reserve takes one article out of the stock for an order.
func (s *server) Reserve(ctx context.Context, req *inventoryv1.ReserveRequest) (*inventoryv1.ReserveReply, error) {
	ctx, cancel := context.WithTimeout(ctx, answerWithin)
	defer cancel()
	state, err := s.orders.state(ctx, req.OrderId)
	if err != nil || state == "cancelled" {
		return &inventoryv1.ReserveReply{}, err
	}
	if err := s.levels.take(ctx, []string{req.Sku}, []int32{req.Quantity}); err != nil {
		return nil, err
	}
	return &inventoryv1.ReserveReply{Reserved: true}, s.orders.mark(ctx, req.OrderId)
}

// ReserveAll takes all articles of an order out of the stock in one statement. It
// needs nothing from orders, since the request says all there is to know.
func (s *server) ReserveAll(ctx context.Context, req *inventoryv1.ReserveAllRequest) (*inventoryv1.ReserveReply, error) {
	ctx, cancel := context.WithTimeout(ctx, answerWithin)
	defer cancel()
	var skus []string
	var quantities []int32
	for _, l := range req.Lines {
		skus, quantities = append(skus, l.Sku), append(quantities, l.Quantity)
	}
	if err := s.levels.take(ctx, skus, quantities); err != nil {
		return nil, err
	}
	return &inventoryv1.ReserveReply{Reserved: true}, nil
}

func (s *server) serveHTTP() {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /levels", s.level)
	server := &http.Server{Addr: ":8080", Handler: http.TimeoutHandler(mux, 2*time.Second, "busy"), ReadHeaderTimeout: time.Second}
	log.Print(server.ListenAndServe())
}

func (s *server) level(w http.ResponseWriter, r *http.Request) {
	ctx, cancel := context.WithTimeout(r.Context(), answerWithin)
	defer cancel()
	n, err := s.levels.of(ctx, r.URL.Query().Get("sku"))
	if err != nil {
		http.Error(w, "unknown", http.StatusNotFound)
		return
	}
	fmt.Fprintln(w, n)
}
