// Command orders lists orders with their lines.
package main

import (
	"context"
	"database/sql"
	"fmt"
	"log"
	"net/http"
	"os"
	"time"

	_ "github.com/jackc/pgx/v5/stdlib"
)

type orders struct {
	db *sql.DB
}

func main() {
	db, err := sql.Open("pgx", os.Getenv("DATABASE_URL"))
	if err != nil {
		log.Fatal(err)
	}
	o := &orders{db: db}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /orders", o.list)
	mux.HandleFunc("GET /summary", o.summary)
	server := &http.Server{Addr: ":8080", Handler: mux, ReadHeaderTimeout: time.Second}
	log.Fatal(server.ListenAndServe())
}

// list reads the lines of each order by a query of its own.
func (o *orders) list(w http.ResponseWriter, r *http.Request) {
	ids := r.URL.Query()["id"]
	for _, id := range ids {
		n, err := o.lines(r.Context(), id) // want "orders calls db once for each of ids"
		if err != nil {
			return
		}
		fmt.Fprintln(w, n)
	}
}

func (o *orders) lines(ctx context.Context, id string) (n int, err error) {
	err = o.db.QueryRowContext(ctx, `SELECT count(*) FROM lines WHERE order_id = $1`, id).Scan(&n)
	return n, err
}

// summary reads all of them by one.
func (o *orders) summary(w http.ResponseWriter, r *http.Request) {
	rows, err := o.db.QueryContext(r.Context(), `SELECT order_id, count(*) FROM lines WHERE order_id = ANY($1) GROUP BY order_id`, r.URL.Query()["id"])
	if err != nil {
		return
	}
	defer rows.Close()
	for rows.Next() {
		var id string
		var n int
		if rows.Scan(&id, &n) == nil {
			fmt.Fprintln(w, id, n)
		}
	}
}
