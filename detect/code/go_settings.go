package code

// goSettings are the rows of configuration libraries.
var goSettings = []Row{
	{Lang: "go", Package: "github.com/kelseyhightower/envconfig", Name: "Process", Action: FillEnv, Into: "1"},
	{Lang: "go", Package: "github.com/kelseyhightower/envconfig", Name: "MustProcess", Action: FillEnv, Into: "1"},
	{Lang: "go", Package: "github.com/sethvargo/go-envconfig", Name: "Process", Action: FillEnv, Into: "1"},
	{Lang: "go", Package: "github.com/caarlos0/env", Name: "Parse", Action: FillEnv, Into: "0"},
	{Lang: "go", Package: "github.com/ilyakaznacheev/cleanenv", Name: "ReadEnv", Action: FillEnv, Into: "0"},
	{Lang: "go", Package: "github.com/ilyakaznacheev/cleanenv", Name: "ReadConfig", Action: FillConfig, Into: "1", Target: "0"},
	{Lang: "go", Package: "encoding/json", Name: "Unmarshal", Action: FillConfig, Into: "1"},
	{Lang: "go", Package: "encoding/json", Type: "*", Name: "Decode", Action: FillConfig, Into: "0"},
	{Lang: "go", Package: "gopkg.in/yaml", Name: "Unmarshal", Action: FillConfig, Into: "1"},
	{Lang: "go", Package: "github.com/BurntSushi/toml", Name: "Decode", Action: FillConfig, Into: "1"},
	{Lang: "go", Package: "github.com/BurntSushi/toml", Name: "DecodeFile", Action: FillConfig, Target: "0", Into: "1"},
	{Lang: "go", Package: "github.com/spf13/viper", Name: "Unmarshal", Action: FillConfig, Into: "0"},
	{Lang: "go", Package: "github.com/spf13/viper", Type: "*", Name: "Unmarshal", Action: FillConfig, Into: "0"},
	{Lang: "go", Package: "github.com/spf13/viper", Name: "Get*", Action: Config, Target: "0"},
	{Lang: "go", Package: "github.com/spf13/viper", Type: "*", Name: "Get*", Action: Config, Target: "0"},
	{Lang: "go", Package: "github.com/spf13/pflag", Name: "String", Action: Flag, Target: "0", Default: "1"},
	{Lang: "go", Package: "github.com/spf13/pflag", Name: "StringVar", Action: Flag, Into: "0", Target: "1", Default: "2"},
	{Lang: "go", Package: "github.com/spf13/pflag", Type: "*", Name: "StringVar", Action: Flag, Into: "0", Target: "1", Default: "2"},
	{Lang: "go", Package: "github.com/spf13/pflag", Type: "*", Name: "StringVarP", Action: Flag, Into: "0", Target: "1", Default: "3"},
	{Lang: "go", Package: "github.com/aws/aws-sdk-go/aws", Name: "String", Action: Parse},
	{Lang: "go", Package: "github.com/aws/aws-sdk-go-v2/aws", Name: "String", Action: Parse},
	{Lang: "go", Package: "github.com/aws/aws-sdk-go/aws", Name: "Duration", Action: Parse},
	{Lang: "go", Package: "github.com/aws/jsii-runtime-go", Name: "String", Action: Parse},
	{Lang: "go", Package: "github.com/samber/lo", Name: "ToPtr", Action: Parse},
}
