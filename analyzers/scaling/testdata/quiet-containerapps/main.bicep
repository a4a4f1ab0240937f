resource environment 'Microsoft.App/managedEnvironments@2024-03-01' = {
  name: 'main'
  location: resourceGroup().location
  properties: {}
}

resource shop 'Microsoft.App/containerApps@2024-03-01' = {
  name: 'shop'
  location: resourceGroup().location
  properties: {
    managedEnvironmentId: environment.id
    configuration: {
      ingress: {
        external: true
        targetPort: 8080
      }
    }
    template: {
      containers: [
        {
          name: 'shop'
          image: 'example.com/shop:1'
        }
      ]
      scale: {
        minReplicas: 1
        maxReplicas: 8
      }
    }
  }
}
