package azure

import (
	"strings"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/iac"
	"github.com/archvet/archvet/detect/limits"
)

// The hosting plans of function apps, and what each lets a function run when its
// host.json says nothing.
var plans = map[string]string{
	"Consumption": limits.AzureTimeoutConsumption, "Flex Consumption": limits.AzureTimeoutFlex,
	"Premium": limits.AzureTimeoutPremium, "Dedicated": limits.AzureTimeoutDedicated,
}

// planOf tells the plan by the SKU of a server farm, with its name or its tier.
func planOf(sku, tier string) string {
	sku, tier = strings.ToUpper(sku), strings.ToLower(tier)
	switch {
	case sku == "Y1" || tier == "dynamic":
		return "Consumption"
	case sku == "FC1" || tier == "flexconsumption":
		return "Flex Consumption"
	case strings.HasPrefix(sku, "EP") || tier == "elasticpremium":
		return "Premium"
	case sku != "" && strings.ContainsRune("FDBSPI", rune(sku[0])):
		return "Dedicated"
	}
	return ""
}

// plan finds what a site is hosted on. An app with no server farm of its own gets the
// Consumption plan.
func (in *interpreter) plan(i *instance) arch.Value[string] {
	farm := i.body.get("properties", "serverFarmId")
	if farm == nil {
		farm = i.body.get("serverFarmResourceId") // of a registry's module
	}
	if !farm.exists() {
		return arch.ByDefault("Consumption", i.at, "an app without a server farm")
	}
	id := farm.ref()
	for _, f := range in.d.instances {
		if f.id != id || f.existing {
			continue
		}
		sku := f.body.get("sku")
		if sku == nil {
			sku = f.body.get("properties", "sku")
		}
		name, tier := sku.get("name"), sku.get("tier")
		if name == nil {
			name = f.body.get("skuName") // of a registry's module
		}
		if plan := planOf(name.word(), tier.word()); plan != "" {
			at := name.place()
			if at.IsZero() {
				at = tier.place()
			}
			return arch.Given(plan, at)
		}
		return arch.Hide[string](f.at, "the size of its server farm is out of sight")
	}
	return arch.Hide[string](farm.at, "its server farm is declared elsewhere")
}

// hosted fills what the plan and the scaling of a function app decide.
func (in *interpreter) hosted(st *arch.Settings, i *instance) {
	st.Plan = in.plan(i)
	if id := plans[st.Plan.V]; st.Plan.Known() && id != "" {
		st.Timeout = limits.DefaultDuration(id, st.Plan.At)
	}
	scale := i.body.get("properties", "functionAppConfig", "scaleAndConcurrency")
	if scale == nil {
		scale = i.body.get("functionAppConfig", "scaleAndConcurrency")
	}
	if st.Plan.V == "Flex Consumption" {
		st.Memory = scale.get("instanceMemoryMB").int().Or(limits.DefaultInt("azure.functions.flex.memory", i.at))
		st.MaxReplicas = scale.get("maximumInstanceCount").int().Or(limits.DefaultInt("azure.functions.max_instances.flex", i.at))
		for _, ready := range scale.get("alwaysReady").list() {
			st.Provisioned = st.Provisioned.Or(ready.get("instanceCount").int())
		}
		st.Concurrency = scale.get("triggers", "http", "perInstanceConcurrency").int()
		return
	}
	config := i.body.get("properties", "siteConfig")
	st.MaxReplicas = config.get("functionAppScaleLimit").int()
	st.MinReplicas = config.get("minimumElasticInstanceCount").int()
	if v := config.get("alwaysOn"); v.exists() {
		if on, known := v.bool(); known {
			st.AlwaysCPU = arch.Given(on, v.at)
		}
	}
}

// functionApp says of the functions of an app what its template decides: they are
// declared where their code is.
func (in *interpreter) functionApp(u *iac.Unit) {
	in.loader.out.Apps = append(in.loader.out.Apps, iac.App{
		Scope: u.Scope, At: u.At, Format: u.Format, Settings: u.Settings, Env: u.Env, EnvOpen: u.EnvOpen, Labels: u.Labels,
	})
}
