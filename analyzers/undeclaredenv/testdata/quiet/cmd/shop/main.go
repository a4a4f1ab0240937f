package main

import (
	"net/http"
	"os"
)

func stock() string {
	if v, ok := os.LookupEnv("STOCK_ADDR"); ok {
		return v
	}
	return "stock:9090"
}

func main() {
	http.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		resp, err := http.Get("http://" + os.Getenv("INVENTORY_ADDR") + "/levels")
		if err != nil {
			http.Error(w, err.Error(), http.StatusBadGateway)
			return
		}
		resp.Body.Close()
		if audit := os.Getenv("AUDIT_ADDR"); audit != "" {
			http.Get("http://" + audit + "/seen")
		}
		http.Get("http://" + stock() + "/levels")
		http.Get("http://" + os.Getenv("PRICES_SERVICE_HOST") + "/prices")
	})
	http.ListenAndServe(":8080", nil)
}
