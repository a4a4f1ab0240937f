package main

import (
	"net/http"
	"time"
)

func main() {
	http.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) { time.Sleep(time.Minute) })
	_ = http.ListenAndServe(":8080", nil)
}
