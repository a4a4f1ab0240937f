// Command shop bounds every request where it serves them.
package main

import (
	"io"
	"log"
	"net/http"
	"os"
	"time"
)

func main() {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /tea", tea)
	server := &http.Server{Addr: ":8080", Handler: http.TimeoutHandler(mux, 3*time.Second, "busy"), ReadHeaderTimeout: time.Second}
	log.Fatal(server.ListenAndServe())
}

func tea(w http.ResponseWriter, r *http.Request) {
	req, err := http.NewRequestWithContext(r.Context(), http.MethodGet, os.Getenv("PRICES_URL")+"/prices/tea", nil)
	if err != nil {
		return
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		http.Error(w, "no price", http.StatusBadGateway)
		return
	}
	defer resp.Body.Close()
	_, _ = io.Copy(w, resp.Body)
}
