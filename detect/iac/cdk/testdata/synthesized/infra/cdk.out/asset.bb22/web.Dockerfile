FROM eclipse-temurin:21
