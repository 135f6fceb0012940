using Hangfire;
using Microsoft.Extensions.DependencyInjection;
using Sammenhaeng.Application.Access;

namespace Sammenhaeng.Infrastructure.Jobs;

/// <summary>Gives each job a scope of its own, in which the system itself is the caller.</summary>
internal sealed class SystemJobActivator(IServiceScopeFactory scopes) : JobActivator
{
    public override JobActivatorScope BeginScope(JobActivatorContext context) => new Scope(scopes.CreateScope(), context.BackgroundJob.Id);

    private sealed class Scope : JobActivatorScope
    {
        private readonly IServiceScope _scope;

        public Scope(IServiceScope scope, string jobId)
        {
            _scope = scope;
            scope.ServiceProvider.GetRequiredService<CurrentCaller>().Is(Caller.System($"job:{jobId}"));
        }

        public override object Resolve(Type type) => ActivatorUtilities.GetServiceOrCreateInstance(_scope.ServiceProvider, type);

        public override void DisposeScope()
        {
            if (_scope is IAsyncDisposable disposable)
            {
                disposable.DisposeAsync().AsTask().GetAwaiter().GetResult();
            }
            else
            {
                _scope.Dispose();
            }
        }
    }
}
