package awscfn

import (
	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/iac"
	"github.com/archvet/archvet/detect/limits"
)

// declarers turn resources into units and resources. A type of kinds that is not
// here is a resource without settings of its own.
var declarers = map[string]func(*Stack, *resource){
	"AWS::Serverless::Function":                 (*Stack).declareFunction,
	"AWS::Lambda::Function":                     (*Stack).declareFunction,
	"AWS::Serverless::StateMachine":             (*Stack).declareWorkflow,
	"AWS::StepFunctions::StateMachine":          (*Stack).declareWorkflow,
	"AWS::ECS::Service":                         (*Stack).declareService,
	"AWS::ECS::TaskDefinition":                  (*Stack).declareTask,
	"AWS::AppRunner::Service":                   (*Stack).declareAppRunner,
	"AWS::Batch::JobDefinition":                 (*Stack).declareBatch,
	"AWS::SQS::Queue":                           (*Stack).declareQueue,
	"AWS::RDS::DBInstance":                      (*Stack).declareDatabase,
	"AWS::RDS::DBCluster":                       (*Stack).declareDatabase,
	"AWS::ElastiCache::CacheCluster":            (*Stack).declareCache,
	"AWS::ElastiCache::ReplicationGroup":        (*Stack).declareCache,
	"AWS::ElastiCache::ServerlessCache":         (*Stack).declareCache,
	"AWS::AmazonMQ::Broker":                     (*Stack).declareCache,
	"AWS::ApiGatewayV2::Api":                    (*Stack).declareAPI,
	"AWS::ElasticLoadBalancingV2::LoadBalancer": (*Stack).declareBalancer,
}

// binders add triggers and links to what the declarers made.
var binders = map[string]func(*Stack, *resource){
	"AWS::Serverless::Function":                   (*Stack).bindFunction,
	"AWS::Serverless::StateMachine":               (*Stack).bindWorkflow,
	"AWS::StepFunctions::StateMachine":            (*Stack).bindWorkflow,
	"AWS::Lambda::EventSourceMapping":             (*Stack).bindMapping,
	"AWS::ApiGateway::Authorizer":                 (*Stack).bindAuthorizer,
	"AWS::ApiGatewayV2::Authorizer":               (*Stack).bindAuthorizer,
	"AWS::VpcLattice::TargetGroup":                (*Stack).bindLattice,
	"AWS::Lambda::EventInvokeConfig":              (*Stack).bindInvokeConfig,
	"AWS::Lambda::Url":                            (*Stack).bindURL,
	"AWS::Lambda::Alias":                          (*Stack).bindVersion,
	"AWS::Lambda::Version":                        (*Stack).bindVersion,
	"AWS::Events::Rule":                           (*Stack).bindRule,
	"AWS::Scheduler::Schedule":                    (*Stack).bindSchedule,
	"AWS::Pipes::Pipe":                            (*Stack).bindPipe,
	"AWS::SNS::Topic":                             (*Stack).bindTopic,
	"AWS::SNS::Subscription":                      (*Stack).bindSubscription,
	"AWS::S3::Bucket":                             (*Stack).bindBucket,
	"AWS::Serverless::Api":                        (*Stack).bindBody,
	"AWS::Serverless::HttpApi":                    (*Stack).bindBody,
	"AWS::ApiGateway::RestApi":                    (*Stack).bindBody,
	"AWS::ApiGateway::Method":                     (*Stack).bindMethod,
	"AWS::ApiGatewayV2::Api":                      (*Stack).bindBody,
	"AWS::ApiGatewayV2::Route":                    (*Stack).bindRoute,
	"AWS::AppSync::DataSource":                    (*Stack).bindDataSource,
	"AWS::CloudFront::Distribution":               (*Stack).bindDistribution,
	"AWS::Cognito::UserPool":                      (*Stack).bindUserPool,
	"AWS::KinesisFirehose::DeliveryStream":        (*Stack).bindFirehose,
	"AWS::Logs::SubscriptionFilter":               (*Stack).bindLogs,
	"AWS::IoT::TopicRule":                         (*Stack).bindIoT,
	"AWS::ECS::Service":                           (*Stack).bindService,
	"AWS::ApplicationAutoScaling::ScalableTarget": (*Stack).bindScaling,
	"AWS::ElasticLoadBalancingV2::Listener":       (*Stack).bindListener,
	"AWS::ElasticLoadBalancingV2::ListenerRule":   (*Stack).bindListener,
	"AWS::Serverless::Connector":                  (*Stack).bindConnector,
	"AWS::Serverless::GraphQLApi":                 (*Stack).bindGraphQL,
	"AWS::AppMesh::VirtualNode":                   (*Stack).bindMeshNode,
	"AWS::RDS::DBProxyTargetGroup":                (*Stack).bindProxy,
	"AWS::AppMesh::Route":                         (*Stack).bindMeshRoute,
	"AWS::AppMesh::VirtualService":                (*Stack).bindMeshService,
}

// Interpret turns the Resources of all stacks into units, resources and links.
// Stacks refer to each other, so that each step is done for all of them.
func Interpret(stacks []*Stack) {
	for _, s := range stacks {
		for _, r := range s.order {
			if r.typ == "AWS::ECS::Service" {
				s.repo.services = append(s.repo.services, r)
			}
		}
	}
	for _, s := range stacks {
		s.declare()
	}
	for _, s := range stacks {
		s.bind()
	}
	for _, s := range stacks { // only where nothing else says what invokes it
		for _, r := range s.order {
			if r.typ == "AWS::Lambda::Permission" {
				s.bindPermission(r)
			}
		}
	}
	joinHosts(stacks)
	for _, s := range stacks {
		for _, u := range s.out.Units {
			if u.Platform == arch.AWSLambda {
				s.finishFunction(u)
			}
		}
	}
}

func (s *Stack) declare() {
	for _, r := range s.order {
		if declare := declarers[r.typ]; declare != nil {
			declare(s, r)
		} else if r.info.kind != "" {
			s.declareResource(r)
		}
	}
}

func (s *Stack) bind() {
	for _, event := range s.events {
		event()
	}
	for _, r := range s.order {
		if bind := binders[r.typ]; bind != nil {
			bind(s, r)
		} else {
			s.bindCustom(r)
		}
		s.bindEmbedded(r)
	}
}

// Declared returns what the stack holds.
func (s *Stack) Declared() iac.Declared { return s.out }

// finishFunction gives each trigger the failure handling that applies to it: the
// queue's own for messages, the function's for asynchronous events.
func (s *Stack) finishFunction(u *iac.Unit) {
	u.Settings.OnFailure = u.Settings.OnFailure.Or(arch.ByDefault("", u.At, asyncDeadLetter))
	u.Settings.Retries = u.Settings.Retries.Or(limits.DefaultInt(asyncRetries, u.At))
	u.Settings.Provisioned = u.Settings.Provisioned.Or(arch.ByDefault(0, u.At, noProvisioned))
	maxAge := s.repo.maxAge[u.ID].Or(limits.DefaultDuration(limits.LambdaAsyncMaxAge, u.At))
	for i := range u.Triggers {
		t := &u.Triggers[i]
		switch {
		case t.Kind == arch.OnQueue:
			if r := s.repo.stores[t.From]; r != nil && r.Type == "sqs" {
				t.OnFailure = t.OnFailure.Or(r.Queue.DeadLetter)
				t.Retries = t.Retries.Or(r.Queue.MaxReceive)
				t.MaxAge = t.MaxAge.Or(r.Queue.Retention)
			}
		case t.Async.Known() && t.Async.V && t.Kind != arch.OnStream && t.Kind != arch.OnDB:
			t.OnFailure = t.OnFailure.Or(u.Settings.OnFailure)
			t.Retries = t.Retries.Or(u.Settings.Retries)
			t.MaxAge = t.MaxAge.Or(maxAge)
		}
	}
}

func (s *Stack) bindFunction(r *resource) {
	s.samEvents(r)
	u := s.repo.units[s.ID(r.logical)]
	s.policies(u, r)
	get := s.functionSetting(r)
	for _, config := range []View{get("EventInvokeConfig").own, get("EventInvokeConfig").shared} {
		s.destinations(u, config.Get("DestinationConfig"))
	}
	if config := r.get("FunctionUrlConfig"); config.Exists() {
		s.Bind(u, HTTP(r.props.Key("FunctionUrlConfig"), "", FunctionURL, "", ""), "function URL")
	}
}

// bindCustom binds the function behind a custom resource.
func (s *Stack) bindCustom(r *resource) {
	token := r.get("ServiceToken")
	if !token.Exists() {
		return
	}
	if u := s.repo.units[token.Ref()]; u != nil {
		s.Bind(u, arch.Trigger{Kind: arch.OnOther, At: r.key.At(), Async: arch.Given(true, r.key.At())}, "custom resource "+r.logical)
	}
}
