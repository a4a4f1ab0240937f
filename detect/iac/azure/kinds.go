package azure

import "github.com/archvet/archvet/detect/arch"

// resourceKind is what a type of resource is to the units.
type resourceKind struct {
	kind   arch.ResourceKind
	typ    string
	domain string // what comes behind its name in its host name
}

// resourceKinds are the types that become resources, in lower case.
var resourceKinds = map[string]resourceKind{
	"microsoft.documentdb/databaseaccounts":                  {arch.Datastore, "cosmosdb", ".documents.azure.com"},
	"microsoft.documentdb/mongoclusters":                     {arch.Datastore, "mongodb", ""},
	"microsoft.cache/redis":                                  {arch.Datastore, "redis", ".redis.cache.windows.net"},
	"microsoft.cache/redisenterprise":                        {arch.Datastore, "redis", ""},
	"microsoft.dbforpostgresql/servers":                      {arch.Datastore, "postgres", ".postgres.database.azure.com"},
	"microsoft.dbforpostgresql/flexibleservers":              {arch.Datastore, "postgres", ".postgres.database.azure.com"},
	"microsoft.dbforpostgresql/servergroupsv2":               {arch.Datastore, "postgres", ""},
	"microsoft.dbformysql/servers":                           {arch.Datastore, "mysql", ".mysql.database.azure.com"},
	"microsoft.dbformysql/flexibleservers":                   {arch.Datastore, "mysql", ".mysql.database.azure.com"},
	"microsoft.dbformariadb/servers":                         {arch.Datastore, "mysql", ""},
	"microsoft.sql/servers":                                  {arch.Datastore, "mssql", ".database.windows.net"},
	"microsoft.sql/managedinstances":                         {arch.Datastore, "mssql", ""},
	"microsoft.storage/storageaccounts":                      {arch.Datastore, "azure-storage", ".blob.core.windows.net"},
	"microsoft.search/searchservices":                        {arch.Datastore, "azure-search", ".search.windows.net"},
	"microsoft.storage/storageaccounts/queueservices/queues": {arch.Broker, "storage-queue", ""},
	"microsoft.servicebus/namespaces":                        {arch.Broker, "servicebus", ".servicebus.windows.net"},
	"microsoft.servicebus/namespaces/queues":                 {arch.Broker, "servicebus", ""},
	"microsoft.servicebus/namespaces/topics":                 {arch.Broker, "servicebus", ""},
	"microsoft.eventhub/namespaces":                          {arch.Broker, "eventhub", ".servicebus.windows.net"},
	"microsoft.eventhub/namespaces/eventhubs":                {arch.Broker, "eventhub", ""},
	"microsoft.eventgrid/topics":                             {arch.Broker, "eventgrid", ""},
	"microsoft.eventgrid/domains":                            {arch.Broker, "eventgrid", ""},
	"microsoft.eventgrid/systemtopics":                       {arch.Broker, "eventgrid", ""},
	"microsoft.apimanagement/service":                        {arch.Gateway, "api-management", ".azure-api.net"},
	"microsoft.network/applicationgateways":                  {arch.Gateway, "application-gateway", ""},
	"microsoft.network/frontdoors":                           {arch.Gateway, "frontdoor", ""},
	"microsoft.cdn/profiles":                                 {arch.Gateway, "frontdoor", ""},
	"microsoft.insights/components":                          {arch.Observability, "application-insights", ""},
	"microsoft.operationalinsights/workspaces":               {arch.Observability, "log-analytics", ""},
	"microsoft.keyvault/vaults":                              {arch.OtherResource, "keyvault", ".vault.azure.net"},
	"microsoft.appconfiguration/configurationstores":         {arch.OtherResource, "app-configuration", ""},
	"microsoft.signalrservice/signalr":                       {arch.OtherResource, "signalr", ""},
	"microsoft.signalrservice/webpubsub":                     {arch.OtherResource, "webpubsub", ""},
	"microsoft.cognitiveservices/accounts":                   {arch.OtherResource, "cognitive-services", ""},
	"microsoft.containerservice/managedclusters":             {arch.OtherResource, "aks", ""},
}

// databases are child types that name a database of their parent.
var databases = map[string]bool{
	"microsoft.documentdb/databaseaccounts/sqldatabases": true, "microsoft.documentdb/databaseaccounts/mongodbdatabases": true,
	"microsoft.sql/servers/databases": true, "microsoft.dbforpostgresql/flexibleservers/databases": true, "microsoft.dbforpostgresql/servers/databases": true,
	"microsoft.dbformysql/flexibleservers/databases": true, "microsoft.dbformysql/servers/databases": true,
}

// registryModules are modules of the public registry, and the resource that each is
// about.
var registryModules = map[string]string{
	"avm/res/app/container-app": "microsoft.app/containerapps", "avm/res/app/job": "microsoft.app/jobs", "avm/res/web/site": "microsoft.web/sites",
	"avm/res/service-bus/namespace": "microsoft.servicebus/namespaces", "avm/res/event-hub/namespace": "microsoft.eventhub/namespaces",
	"avm/res/document-db/database-account": "microsoft.documentdb/databaseaccounts", "avm/res/cache/redis": "microsoft.cache/redis",
	"avm/res/db-for-postgre-sql/flexible-server": "microsoft.dbforpostgresql/flexibleservers", "avm/res/db-for-my-sql/flexible-server": "microsoft.dbformysql/flexibleservers",
	"avm/res/sql/server": "microsoft.sql/servers", "avm/res/storage/storage-account": "microsoft.storage/storageaccounts",
	"avm/res/api-management/service": "microsoft.apimanagement/service", "avm/res/key-vault/vault": "microsoft.keyvault/vaults",
	"avm/res/insights/component": "microsoft.insights/components", "avm/res/operational-insights/workspace": "microsoft.operationalinsights/workspaces",
	"avm/res/search/search-service": "microsoft.search/searchservices", "avm/res/cognitive-services/account": "microsoft.cognitiveservices/accounts",
	"avm/res/container-service/managed-cluster": "microsoft.containerservice/managedclusters", "avm/res/event-grid/topic": "microsoft.eventgrid/topics",
}

// registryBody puts the parameters of such a module where the resource has them.
func registryBody(typ string, params *value) *value {
	if typ != "microsoft.app/containerapps" && typ != "microsoft.app/jobs" || !params.is(object) {
		return params
	}
	at := params.at
	nest := func(pairs ...any) *value {
		v := &value{kind: object, at: at}
		for i := 0; i+1 < len(pairs); i += 2 {
			key, isKey := pairs[i].(string)
			item, isValue := pairs[i+1].(*value)
			if isKey && isValue && item != nil {
				v.keys = append(v.keys, entry{key, at, item})
			}
		}
		return v
	}
	config := nest("secrets", params.get("secrets"), "dapr", params.get("dapr"))
	if off, _ := params.get("disableIngress").bool(); !off && typ == "microsoft.app/containerapps" {
		config.keys = append(config.keys, entry{"ingress", at, nest("external", params.get("ingressExternal"), "targetPort", params.get("ingressTargetPort"))})
	}
	template := nest("containers", params.get("containers"), "scale", params.get("scaleSettings"))
	return nest("name", params.get("name"), "tags", params.get("tags"), "properties", nest("configuration", config, "template", template))
}
