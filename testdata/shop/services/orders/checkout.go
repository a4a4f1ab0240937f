package main

import (
	"encoding/json"
	"fmt"
	"net/http"
)

type order struct {
	ID    string `json:"id"`
	Lines []line `json:"lines"`
}

type line struct {
	SKU      string `json:"sku"`
	Quantity int32  `json:"quantity"`
}

type handler struct {
	stock  *stock
	store  *store
	events *events
}

func (h *handler) routes() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("POST /checkout", h.checkout)
	mux.HandleFunc("POST /import", h.importOrder)
	mux.HandleFunc("GET /orders/{id}", h.order)
	mux.HandleFunc("GET /availability", h.availability)
	return mux
}

func (h *handler) checkout(w http.ResponseWriter, r *http.Request) {
	ctx := r.Context()
	var order order
	if err := json.NewDecoder(r.Body).Decode(&order); err != nil {
		http.Error(w, "bad order", http.StatusBadRequest)
		return
	}
	// Fault: one round trip to inventory for each line of the order.
	// want+2 "orders calls inventory once for each of order.Lines .gRPC inventory.v1.Stock/Reserve." wantrelated+1 "loop: over order.Lines"
	for _, line := range order.Lines {
		if err := h.stock.reserve(ctx, order.ID, line); err != nil {
			http.Error(w, "out of stock", http.StatusConflict)
			return
		}
	}
	h.finish(w, r, order)
}

// importOrder does the same with one call for all lines.
func (h *handler) importOrder(w http.ResponseWriter, r *http.Request) {
	var order order
	if err := json.NewDecoder(r.Body).Decode(&order); err != nil {
		http.Error(w, "bad order", http.StatusBadRequest)
		return
	}
	if err := h.stock.reserveAll(r.Context(), order); err != nil {
		http.Error(w, "out of stock", http.StatusConflict)
		return
	}
	h.finish(w, r, order)
}

// finish stores the order and tells whoever is interested, without waiting for them.
func (h *handler) finish(w http.ResponseWriter, r *http.Request, order order) {
	if err := h.store.insert(r.Context(), order); err != nil {
		http.Error(w, "not stored", http.StatusInternalServerError)
		return
	}
	// Fault: a crash in between leaves an order that nobody hears of. // want+1 "orders writes to orders-db and then sends a message to order-events"
	if err := h.events.placed(r.Context(), order); err != nil {
		http.Error(w, "not announced", http.StatusInternalServerError)
		return
	}
	w.WriteHeader(http.StatusCreated)
}

func (h *handler) order(w http.ResponseWriter, r *http.Request) {
	state, err := h.store.state(r.Context(), r.PathValue("id"))
	if err != nil {
		http.Error(w, "no such order", http.StatusNotFound)
		return
	}
	_ = json.NewEncoder(w).Encode(map[string]string{"state": state})
}

func (h *handler) availability(w http.ResponseWriter, r *http.Request) {
	level, err := h.stock.level(r.URL.Query().Get("sku"))
	if err != nil {
		http.Error(w, "unknown", http.StatusBadGateway)
		return
	}
	total, err := h.stock.total(r.Context())
	if err != nil {
		http.Error(w, "unknown", http.StatusBadGateway)
		return
	}
	fmt.Fprintf(w, "%d of %d\n", level, total)
}
