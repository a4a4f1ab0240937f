package kubernetes

import "testing"

func TestWanted(t *testing.T) {
	for text, want := range map[string]bool{
		"apiVersion: apps/v1\nkind: Deployment\n":                                            true,
		"# a comment\r\nkind: \"Deployment\" # why\r\napiVersion: 'apps/v1'\r\n":             true,
		"kind: Role\napiVersion: rbac.authorization.k8s.io/v1\n":                             false,
		"kind: Service\napiVersion: v1\n":                                                    true,
		"kind: Service\napiVersion: example.com/v1\n":                                        true,
		"kind: Cluster\napiVersion: cluster.x-k8s.io/v1beta1\n":                              false,
		"kind: Cluster\napiVersion: postgresql.cnpg.io/v1\n":                                 true,
		"kind: AnySource\napiVersion: sources.knative.dev/v1\n":                              true,
		"kind: PeerAuthentication\napiVersion: security.istio.io/v1\n":                       true,
		"kind: RoleList\napiVersion: rbac.authorization.k8s.io/v1\n":                         true,
		"{\"kind\": \"Role\", \"apiVersion\": \"v1\"}":                                       true, // it takes a parser to tell
		"kind: &k Role\napiVersion: v1\n":                                                    true,
		"kind:\n  Role\napiVersion: v1\n":                                                    true,
		"metadata:\n  kind: Role\n  apiVersion: v1\n":                                        true,
		"kind: CustomResourceDefinition\napiVersion: apiextensions.k8s.io/v1\nspec: [broken": false,
	} {
		r := &reader{}
		if got := r.wanted([]byte(text)); got != want {
			t.Errorf("wanted(%q) = %v", text, got)
		}
	}
	r := &reader{}
	if r.wanted([]byte("kind: ServiceAccount\napiVersion: v1\n")); !r.shown {
		t.Error("a ServiceAccount does not show that there are manifests")
	}
}
