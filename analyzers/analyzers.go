// Package analyzers lists the rules. Each rule is a package below this one.
package analyzers

import (
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/archvet/archvet/analyzers/asyncfailure"
	"github.com/archvet/archvet/analyzers/backgroundwork"
	"github.com/archvet/archvet/analyzers/busyschedule"
	"github.com/archvet/archvet/analyzers/calltimeout"
	"github.com/archvet/archvet/analyzers/chattycalls"
	"github.com/archvet/archvet/analyzers/clientperinvocation"
	"github.com/archvet/archvet/analyzers/dbpool"
	"github.com/archvet/archvet/analyzers/dualwrite"
	"github.com/archvet/archvet/analyzers/functionchain"
	"github.com/archvet/archvet/analyzers/grpcbalancing"
	"github.com/archvet/archvet/analyzers/handlermissing"
	"github.com/archvet/archvet/analyzers/hardcodedendpoint"
	"github.com/archvet/archvet/analyzers/idleservice"
	"github.com/archvet/archvet/analyzers/lambdalith"
	"github.com/archvet/archvet/analyzers/listenerinfunction"
	"github.com/archvet/archvet/analyzers/longrunning"
	"github.com/archvet/archvet/analyzers/meshconflict"
	"github.com/archvet/archvet/analyzers/orchestratordeterminism"
	"github.com/archvet/archvet/analyzers/partialbatch"
	"github.com/archvet/archvet/analyzers/platformlimit"
	"github.com/archvet/archvet/analyzers/portenv"
	"github.com/archvet/archvet/analyzers/portmismatch"
	"github.com/archvet/archvet/analyzers/queueconcurrency"
	"github.com/archvet/archvet/analyzers/queuevisibility"
	"github.com/archvet/archvet/analyzers/recursivetrigger"
	"github.com/archvet/archvet/analyzers/retiredruntime"
	"github.com/archvet/archvet/analyzers/scaling"
	"github.com/archvet/archvet/analyzers/servicecycle"
	"github.com/archvet/archvet/analyzers/shareddatabase"
	"github.com/archvet/archvet/analyzers/triggerevent"
	"github.com/archvet/archvet/analyzers/triggertimeout"
	"github.com/archvet/archvet/analyzers/undeclaredenv"
	"github.com/archvet/archvet/analyzers/workflowtimeout"
)

// Rule is an analyzer with the migration steps that lead out of its findings.
type Rule struct {
	*analysis.Analyzer
	Playbook string
}

// All holds every rule, ordered by name. The list is kept by hand: reading it says
// what archvet checks.
var All = []Rule{
	{asyncfailure.Analyzer, asyncfailure.Playbook},
	{backgroundwork.Analyzer, backgroundwork.Playbook},
	{busyschedule.Analyzer, busyschedule.Playbook},
	{calltimeout.Analyzer, calltimeout.Playbook},
	{chattycalls.Analyzer, chattycalls.Playbook},
	{clientperinvocation.Analyzer, clientperinvocation.Playbook},
	{dbpool.Analyzer, dbpool.Playbook},
	{dualwrite.Analyzer, dualwrite.Playbook},
	{functionchain.Analyzer, functionchain.Playbook},
	{grpcbalancing.Analyzer, grpcbalancing.Playbook},
	{handlermissing.Analyzer, handlermissing.Playbook},
	{hardcodedendpoint.Analyzer, hardcodedendpoint.Playbook},
	{idleservice.Analyzer, idleservice.Playbook},
	{lambdalith.Analyzer, lambdalith.Playbook},
	{listenerinfunction.Analyzer, listenerinfunction.Playbook},
	{longrunning.Analyzer, longrunning.Playbook},
	{meshconflict.Analyzer, meshconflict.Playbook},
	{orchestratordeterminism.Analyzer, orchestratordeterminism.Playbook},
	{partialbatch.Analyzer, partialbatch.Playbook},
	{platformlimit.Analyzer, platformlimit.Playbook},
	{portenv.Analyzer, portenv.Playbook},
	{portmismatch.Analyzer, portmismatch.Playbook},
	{queueconcurrency.Analyzer, queueconcurrency.Playbook},
	{queuevisibility.Analyzer, queuevisibility.Playbook},
	{recursivetrigger.Analyzer, recursivetrigger.Playbook},
	{retiredruntime.Analyzer, retiredruntime.Playbook},
	{scaling.Analyzer, scaling.Playbook},
	{servicecycle.Analyzer, servicecycle.Playbook},
	{shareddatabase.Analyzer, shareddatabase.Playbook},
	{triggerevent.Analyzer, triggerevent.Playbook},
	{triggertimeout.Analyzer, triggertimeout.Playbook},
	{undeclaredenv.Analyzer, undeclaredenv.Playbook},
	{workflowtimeout.Analyzer, workflowtimeout.Playbook},
}

// Lookup finds a rule by its name.
func Lookup(name string) (Rule, bool) {
	i, ok := slices.BinarySearchFunc(All, name, func(r Rule, name string) int { return strings.Compare(r.Name, name) })
	if !ok {
		return Rule{}, false
	}
	return All[i], true
}
