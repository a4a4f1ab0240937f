// Command shop asks prices in ways that end.
package main

import (
	"context"
	"io"
	"log"
	"net/http"
	"os"
	"time"

	"example.com/outside"
)

// limited bounds each of its calls.
var limited = &http.Client{Timeout: 2 * time.Second}

func main() {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /client", client)
	mux.HandleFunc("GET /context", withContext)
	mux.HandleFunc("GET /frame", frame)
	mux.HandleFunc("GET /unknown", unknown)
	mux.HandleFunc("GET /accepted", accepted)
	server := &http.Server{Addr: ":8080", Handler: mux, ReadHeaderTimeout: time.Second}
	log.Fatal(server.ListenAndServe())
}

func client(w http.ResponseWriter, _ *http.Request) {
	resp, err := limited.Get(os.Getenv("PRICES_URL") + "/prices/tea")
	answer(w, resp, err)
}

// accepted is a fault that somebody knows of and lives with.
func accepted(w http.ResponseWriter, _ *http.Request) {
	// archvet:ignore calltimeout the sidecar's route has a limit of a second
	resp, err := http.Get(os.Getenv("PRICES_URL") + "/prices/tea")
	answer(w, resp, err)
}

func withContext(w http.ResponseWriter, r *http.Request) {
	ctx, cancel := context.WithTimeout(r.Context(), time.Second)
	defer cancel()
	resp, err := get(ctx, http.DefaultClient)
	answer(w, resp, err)
}

// frame sets the limit two functions above the call.
func frame(w http.ResponseWriter, r *http.Request) {
	ctx, cancel := context.WithDeadline(r.Context(), time.Now().Add(time.Second))
	defer cancel()
	between(ctx, w)
}

func between(ctx context.Context, w http.ResponseWriter) {
	resp, err := get(ctx, &http.Client{})
	answer(w, resp, err)
}

// unknown has a client that a library made: nobody here knows its timeout.
func unknown(w http.ResponseWriter, r *http.Request) {
	resp, err := get(r.Context(), outside.Client())
	answer(w, resp, err)
}

func get(ctx context.Context, c *http.Client) (*http.Response, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, os.Getenv("PRICES_URL")+"/prices/tea", nil)
	if err != nil {
		return nil, err
	}
	return c.Do(req)
}

func answer(w http.ResponseWriter, resp *http.Response, err error) {
	if err != nil {
		http.Error(w, "no price", http.StatusBadGateway)
		return
	}
	defer resp.Body.Close()
	_, _ = io.Copy(w, resp.Body)
}
