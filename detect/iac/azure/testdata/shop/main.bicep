targetScope = 'resourceGroup'
@description('prefix, as in \'shop\'')
param prefix string = 'shop'
param minReplicas int = 1
param tagValue string
@secure()
param password string
param withCache bool = false
param queues array = ['orders', 'mail']
param size { name: string, count: int } = { name: 'small', count: 2 }
param mode 'fast' | 'slow' = 'fast'
var suffix = uniqueString(resourceGroup().id)
var ordersName = '${prefix}-orders'
var loop = loop2
var loop2 = loop

func double(x int) int => x * 2

resource bus 'Microsoft.ServiceBus/namespaces@2022-10-01-preview' = {
  name: 'sb-${suffix}'
  resource extra 'queues' = {
    name: 'extra'
  }
}

resource busQueues 'Microsoft.ServiceBus/namespaces/queues@2022-10-01-preview' = [for (q, i) in queues: {
  parent: bus
  name: '${q}-queue'
}]

resource db 'Microsoft.DBforPostgreSQL/flexibleServers@2023-03-01-preview' = {
  name: 'db-${suffix}'
}

resource database 'Microsoft.DBforPostgreSQL/flexibleServers/databases@2023-03-01-preview' = {
  parent: db
  name: 'shopdb'
}

resource cache 'Microsoft.Cache/redis@2023-08-01' = if (withCache) {
  name: 'cache'
}

module orders 'modules/app.bicep' = {
  name: 'orders-deployment'
  params: {
    name: ordersName
    port: mode == 'fast' ? 8080 : 80
    minReplicas: minReplicas
    env: concat([
      { name: 'DB_HOST', value: db.properties.fullyQualifiedDomainName }
      { name: 'DB_NAME', value: database.name }
      {
        name: 'DB_URL'
        value: 'postgres://user:${password}@${db.name}.postgres.database.azure.com/shopdb'
      }
    ], [{ name: 'MAIL_URL', value: mail.outputs.url }])
  }
}

module mail 'modules/app.bicep' = {
  name: 'mail-deployment'
  params: {
    name: 'mail'
    external: false
    tags: union({ team: tagValue }, { 'azd-service-name': 'mail' })
  }
}

module bad 'modules/missing.bicep' = {
  name: 'x'
}

module vault 'br/public:avm/res/key-vault/vault:0.1.0' = {
  name: 'vault'
  params: { name: 'kv-${suffix}' }
}

resource cleanup 'Microsoft.App/jobs@2023-05-01' = {
  name: 'cleanup'
  properties: {
    configuration: {
      triggerType: 'Schedule'
      replicaTimeout: 1800
      replicaRetryLimit: 2
      scheduleTriggerConfig: { cronExpression: '0 3 * * *' }
    }
    template: {
      containers: [{ name: 'main', image: 'shop.azurecr.io/cleanup:1', resources: { cpu: json('0.25'), memory: '0.5Gi' } }]
    }
  }
}

resource gateway 'Microsoft.ApiManagement/service@2021-08-01' = {
  name: 'gate'
}

module api 'modules/api.bicep' = {
  name: 'api'
  params: { gatewayName: gateway.name, url: 'https://${orders.outputs.fqdn}/openapi.json' }
}
