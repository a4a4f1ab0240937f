using 'main.bicep'
param minReplicas = 2
