param name string
param port int = 3000
param external bool = true
param minReplicas int?
param env array = []
param tags object = {}
param queueName string = 'orders-queue'

resource environment 'Microsoft.App/managedEnvironments@2023-05-01' existing = {
  name: 'env'
}

resource app 'Microsoft.App/containerApps@2023-05-01' = {
  name: name
  tags: tags
  properties: {
    managedEnvironmentId: environment.id
    configuration: {
      secrets: [
        { name: 'key', value: 'secret' }
      ]
      ingress: {
        external: external
        targetPort: port
      }
      dapr: { enabled: true, appId: '${name}-dapr' }
    }
    template: {
      containers: [
        {
          name: 'sidecar'
          image: 'redis:7'
        }
        {
          name: name
          image: 'mcr.microsoft.com/azuredocs/containerapps-helloworld:latest'
          env: union(env, [
            { name: 'KEY', secretRef: 'key' }
          ])
        }
      ]
      scale: {
        minReplicas: minReplicas
        rules: [
          { name: 'q', custom: { type: 'azure-servicebus', metadata: { queueName: queueName } } }
        ]
      }
    }
  }
}

resource store 'Microsoft.App/managedEnvironments/daprComponents@2023-05-01' = {
  parent: environment
  name: '${name}-state'
  properties: {
    componentType: 'state.redis'
    metadata: [{ name: 'redisHost', value: 'somewhere:6379' }]
    scopes: [ '${name}-dapr' ]
  }
}

output fqdn string = app.properties.configuration.ingress.fqdn
output url string = 'https://${app.properties.configuration.ingress.fqdn}'
