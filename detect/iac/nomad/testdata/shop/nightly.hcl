job "nightly" {
  type = "batch"
  periodic { cron = "0 3 * * *" }
  group "g" {
    task "run" {
      driver = "exec"
      config { command = "/bin/nightly" }
      template {
        env = true
        data = "{{ range ls \"x\" }}{{ .Key }}={{ .Value }}{{ end }}"
      }
    }
  }
}
