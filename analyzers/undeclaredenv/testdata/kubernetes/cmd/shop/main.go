package main

import (
	"net/http"
	"os"
)

func main() {
	http.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		resp, err := http.Get("http://" + os.Getenv("STOCK_ADDR") + "/levels") // want "shop calls an address from STOCK_ADDR, which its deployment does not set"
		if err != nil {
			http.Error(w, err.Error(), http.StatusBadGateway)
			return
		}
		resp.Body.Close()
	})
	http.ListenAndServe(":8080", nil)
}
