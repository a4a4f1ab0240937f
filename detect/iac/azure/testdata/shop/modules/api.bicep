param gatewayName string
param url string
resource gateway 'Microsoft.ApiManagement/service@2021-08-01' existing = {
  name: gatewayName
}
resource api 'Microsoft.ApiManagement/service/apis@2021-08-01' = {
  parent: gateway
  name: 'orders'
  properties: { path: 'orders', value: url }
}
