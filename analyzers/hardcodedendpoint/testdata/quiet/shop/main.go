// Command shop asks prices.
package main

import (
	"io"
	"log"
	"net/http"
	"os"
	"time"
)

var client = &http.Client{Timeout: time.Second}

func main() {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /tea", tea)
	mux.HandleFunc("GET /rates", rates)
	mux.HandleFunc("GET /alive", alive)
	mux.HandleFunc("GET /zone", zone)
	server := &http.Server{Addr: ":8080", Handler: mux, ReadHeaderTimeout: time.Second}
	log.Fatal(server.ListenAndServe())
}

// tea goes where the deployment says.
func tea(w http.ResponseWriter, _ *http.Request) {
	resp, err := client.Get(os.Getenv("PRICES_URL") + "/prices/tea")
	answer(w, resp, err)
}

// rates goes to a public service of others.
func rates(w http.ResponseWriter, _ *http.Request) {
	resp, err := client.Get("https://rates.example.com/v1/eur")
	answer(w, resp, err)
}

// alive asks its own container.
func alive(w http.ResponseWriter, _ *http.Request) {
	resp, err := client.Get("http://localhost:8080/healthz")
	answer(w, resp, err)
}

// zone asks the platform, whose address is the same everywhere.
func zone(w http.ResponseWriter, _ *http.Request) {
	resp, err := client.Get("http://169.254.169.254/latest/meta-data/placement/availability-zone")
	answer(w, resp, err)
}

func answer(w http.ResponseWriter, resp *http.Response, err error) {
	if err != nil {
		http.Error(w, "no price", http.StatusBadGateway)
		return
	}
	defer resp.Body.Close()
	_, _ = io.Copy(w, resp.Body)
}
