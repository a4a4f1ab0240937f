// The bridge between a tree-sitter grammar and its host: it parses a buffer and
// gives the tree as one flat table, so that a file costs one call whatever its size.
#include <stdint.h>
#include <stdlib.h>
#include <tree_sitter/api.h>

extern const TSLanguage *LANGUAGE(void);

typedef struct {
  uint32_t start, end;
  uint16_t symbol, field, depth, flags;
} Node;

enum { NAMED = 1, ERROR = 2, MISSING = 4, BROKEN = 8, MAX_DEPTH = 2000 };

static TSParser *parser;
static uint32_t steps;

#define EXPORT(name) __attribute__((export_name(name)))

EXPORT("alloc") void *bridge_alloc(uint32_t n) { return malloc(n); }
EXPORT("release") void bridge_release(void *p) { free(p); }
EXPORT("symbols") uint32_t bridge_symbols(void) { return ts_language_symbol_count(LANGUAGE()); }
EXPORT("fields") uint32_t bridge_fields(void) { return ts_language_field_count(LANGUAGE()); }
EXPORT("symbol") const char *bridge_symbol(uint32_t i) { return ts_language_symbol_name(LANGUAGE(), i); }
EXPORT("field") const char *bridge_field(uint32_t i) { return ts_language_field_name_for_id(LANGUAGE(), i); }

// over stops a parse by the work it has done, not by the clock: the same input gives
// the same result on any machine.
static bool over(TSParseState *state) { return steps-- == 0; }

typedef struct { const char *text; uint32_t len; } Text;

static const char *read_text(void *payload, uint32_t at, TSPoint point, uint32_t *n) {
  Text *t = payload;
  *n = at < t->len ? t->len - at : 0;
  return t->text + (at < t->len ? at : t->len);
}

// plain tells the punctuation that no reader asks for.
static bool plain(TSNode node, const char *name) {
  return !ts_node_is_named(node) && name[0] && !name[1] && !ts_node_is_missing(node) &&
         (name[0] == '(' || name[0] == ')' || name[0] == '[' || name[0] == ']' || name[0] == '{' ||
          name[0] == '}' || name[0] == ',' || name[0] == ':' || name[0] == ';' || name[0] == '.');
}

// parse returns the table and its length in *count; NULL when the budget of steps or
// the memory did not last.
EXPORT("parse") Node *bridge_parse(const char *text, uint32_t len, uint32_t budget, uint32_t *count) {
  *count = 0;
  if (!parser) {
    parser = ts_parser_new();
    if (!ts_parser_set_language(parser, LANGUAGE())) return NULL;
  }
  ts_parser_reset(parser);
  steps = budget;
  Text payload = {text, len};
  TSInput input = {&payload, read_text, TSInputEncodingUTF8, NULL};
  TSParseOptions options = {NULL, over};
  TSTree *tree = ts_parser_parse_with_options(parser, NULL, input, options);
  if (!tree) return NULL;
  uint32_t room = len / 3 + 64, n = 0, depth = 0;
  Node *out = malloc(room * sizeof(Node));
  TSTreeCursor cursor = ts_tree_cursor_new(ts_tree_root_node(tree));
  for (bool more = true; out && more;) {
    TSNode node = ts_tree_cursor_current_node(&cursor);
    uint16_t field = ts_tree_cursor_current_field_id(&cursor);
    bool keep = field || (!ts_node_is_extra(node) || ts_node_is_error(node)) && !plain(node, ts_node_type(node));
    if (keep) {
      if (n == room) {
        room *= 2;
        Node *grown = realloc(out, room * sizeof(Node));
        if (!grown) { free(out); out = NULL; break; }
        out = grown;
      }
      uint16_t flags = (ts_node_is_named(node) ? NAMED : 0) | (ts_node_is_error(node) ? ERROR : 0) |
                       (ts_node_is_missing(node) ? MISSING : 0) | (ts_node_has_error(node) ? BROKEN : 0);
      out[n++] = (Node){ts_node_start_byte(node), ts_node_end_byte(node), ts_node_symbol(node), field, depth, flags};
    }
    if (keep && depth < MAX_DEPTH && ts_tree_cursor_goto_first_child(&cursor)) { depth++; continue; }
    while (!(more = ts_tree_cursor_goto_next_sibling(&cursor)) && ts_tree_cursor_goto_parent(&cursor)) depth--;
  }
  ts_tree_cursor_delete(&cursor);
  ts_tree_delete(tree);
  *count = n;
  return out;
}
