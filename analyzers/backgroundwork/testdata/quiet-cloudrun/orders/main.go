package main

import (
	"net/http"
	"os"
)

func main() {
	http.HandleFunc("POST /orders", order)
	_ = http.ListenAndServe(":"+os.Getenv("PORT"), nil)
}

func order(w http.ResponseWriter, r *http.Request) {
	go mail(r.FormValue("to"))
	w.WriteHeader(http.StatusAccepted)
}

func mail(to string) {}
