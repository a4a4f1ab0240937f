package main

import (
	"context"
	"database/sql"
	"encoding/json"
	"net/http"
)

// levels is the stock, in the database that belongs to this service.
type levels struct {
	db *sql.DB
}

func (l *levels) take(ctx context.Context, skus []string, quantities []int32) error {
	_, err := l.db.ExecContext(ctx, `UPDATE levels SET quantity = quantity - t.n
		FROM unnest($1::text[], $2::int[]) AS t(sku, n) WHERE levels.sku = t.sku`, skus, quantities)
	return err
}

func (l *levels) of(ctx context.Context, sku string) (n int, err error) {
	err = l.db.QueryRowContext(ctx, `SELECT coalesce(sum(quantity), 0) FROM levels WHERE $1 IN ('', sku)`, sku).Scan(&n)
	return n, err
}

// orders is what inventory knows of orders.
type orders struct {
	db     *sql.DB
	url    string
	client *http.Client
}

// state asks orders for the state of an order.
func (o *orders) state(ctx context.Context, id string) (string, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, o.url+"/orders/"+id, nil)
	if err != nil {
		return "", err
	}
	// Fault: orders waits for inventory, which waits for orders. // want+1 "inventory calls orders back and waits: orders -> inventory -> orders"
	resp, err := o.client.Do(req)
	if err != nil {
		return "", err
	}
	defer resp.Body.Close()
	var answer struct {
		State string `json:"state"`
	}
	err = json.NewDecoder(resp.Body).Decode(&answer)
	return answer.State, err
}

func (o *orders) mark(ctx context.Context, id string) error {
	// Fault: writes the table of another service. // want+1 "orders and inventory both write table orders of database orders on orders-db"
	_, err := o.db.ExecContext(ctx, `UPDATE orders SET state = 'reserved' WHERE id = $1`, id)
	return err
}
