module back 'main.bicep' = { name: 'z' }
param p array
resource r 'Microsoft.Cache/redis@2020-01-01' = [for n in p: if (n != 1) {
  name: 'cache-${n}'
}]
