param cpu string = '0.5'

resource farm 'Microsoft.Web/serverfarms@2024-04-01' = {
  name: 'farm'
  sku: { name: 'FC1', tier: 'FlexConsumption' }
}
resource flex 'Microsoft.Web/sites@2024-04-01' = {
  name: 'flex'
  kind: 'functionapp,linux'
  properties: {
    serverFarmId: farm.id
    functionAppConfig: {
      runtime: { name: 'node', version: '22' }
      scaleAndConcurrency: {
        maximumInstanceCount: 40
        alwaysReady: [{ name: 'http', instanceCount: 2 }]
        triggers: { http: { perInstanceConcurrency: 16 } }
      }
    }
  }
}
resource dedicated 'Microsoft.Web/serverfarms@2024-04-01' = {
  name: 'dedicated'
  sku: { name: 'P1v3' }
}
resource big 'Microsoft.Web/sites@2024-04-01' = {
  name: 'big'
  kind: 'functionapp'
  properties: { serverFarmId: dedicated.id, siteConfig: { alwaysOn: true, functionAppScaleLimit: 5 } }
}
resource simple 'Microsoft.Web/sites@2024-04-01' = {
  name: 'simple'
  kind: 'functionapp'
  properties: {}
}
resource bus 'Microsoft.ServiceBus/namespaces@2022-10-01-preview' = {
  name: 'bus'
  resource orders 'queues' = {
    name: 'orders'
    properties: { lockDuration: 'PT5M', maxDeliveryCount: 3, requiresSession: true, forwardDeadLetteredMessagesTo: 'dead', defaultMessageTimeToLive: 'P14D' }
  }
}
resource app 'Microsoft.App/containerApps@2024-03-01' = {
  name: 'app'
  properties: {
    configuration: { ingress: { external: true, targetPort: 8080 } }
    template: {
      containers: [
        {
          name: 'app'
          image: 'shop.azurecr.io/app:1'
          resources: { cpu: json(cpu), memory: '1Gi', ephemeralStorage: '2Gi' }
          probes: [{ type: 'Readiness', httpGet: { path: '/ready', port: 8081 } }]
          volumeMounts: [{ volumeName: 'data', mountPath: '/data' }, { volumeName: 'scratch', mountPath: '/tmp' }]
        }
      ]
      scale: { rules: [{ name: 'http', http: { metadata: { concurrentRequests: '20' } } }] }
      volumes: [{ name: 'data', storageType: 'AzureFile', storageName: 'share' }, { name: 'scratch', storageType: 'EmptyDir' }]
    }
  }
}
resource plain 'Microsoft.App/containerApps@2024-03-01' = {
  name: 'plain'
  properties: { template: { containers: [{ name: 'plain', image: 'shop.azurecr.io/plain:1' }] } }
}
