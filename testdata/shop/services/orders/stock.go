package main

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"time"

	inventoryv1 "example.com/shop/gen/inventory/v1"
)

// stock asks inventory.
type stock struct {
	client inventoryv1.StockClient
	url    string
	http   *http.Client
}

func (s *stock) reserve(ctx context.Context, id string, l line) error {
	ctx, cancel := context.WithTimeout(ctx, 2*time.Second)
	defer cancel()
	_, err := s.client.Reserve(ctx, &inventoryv1.ReserveRequest{OrderId: id, Sku: l.SKU, Quantity: l.Quantity}) // wantrelated "remote call: gRPC inventory.v1.Stock/Reserve"
	return err
}

func (s *stock) reserveAll(ctx context.Context, o order) error {
	ctx, cancel := context.WithTimeout(ctx, 2*time.Second)
	defer cancel()
	req := &inventoryv1.ReserveAllRequest{}
	for _, l := range o.Lines {
		req.Lines = append(req.Lines, &inventoryv1.ReserveRequest{OrderId: o.ID, Sku: l.SKU, Quantity: l.Quantity})
	}
	_, err := s.client.ReserveAll(ctx, req)
	return err
}

// level asks for the level of one article.
func (s *stock) level(sku string) (n int, err error) {
	// Fault: the default client waits for ever. // want+1 "orders calls inventory with no time limit"
	resp, err := http.Get(s.url + "/levels?sku=" + url.QueryEscape(sku))
	if err != nil {
		return 0, err
	}
	defer resp.Body.Close()
	_, err = fmt.Fscan(resp.Body, &n)
	return n, err
}

// total asks for the levels of all articles, within the limit of the client.
func (s *stock) total(ctx context.Context) (n int, err error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, s.url+"/levels", nil)
	if err != nil {
		return 0, err
	}
	resp, err := s.http.Do(req)
	if err != nil {
		return 0, err
	}
	defer resp.Body.Close()
	_, err = fmt.Fscan(resp.Body, &n)
	return n, err
}
