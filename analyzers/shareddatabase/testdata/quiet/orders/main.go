// Command orders works on a database.
package main

import (
	"database/sql"
	"log"
	"net/http"
	"os"
	"time"

	_ "github.com/jackc/pgx/v5/stdlib"
)

type server struct {
	db *sql.DB
}

func main() {
	db, err := sql.Open("pgx", os.Getenv("DATABASE_URL"))
	if err != nil {
		log.Fatal(err)
	}
	s := &server{db: db}
	mux := http.NewServeMux()
	mux.HandleFunc("POST /place/{id}", s.place)
	server := &http.Server{Addr: ":8080", Handler: mux, ReadHeaderTimeout: time.Second}
	log.Fatal(server.ListenAndServe())
}

func (s *server) place(w http.ResponseWriter, r *http.Request) {
	if _, err := s.db.ExecContext(r.Context(), `INSERT INTO orders (id) VALUES ($1)`, r.PathValue("id")); err != nil {
		http.Error(w, "not done", http.StatusInternalServerError)
	}
}
