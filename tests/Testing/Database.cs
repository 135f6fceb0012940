using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Npgsql;
using Sammenhaeng.Application;
using Sammenhaeng.Application.Access;
using Sammenhaeng.Application.Messaging;
using Sammenhaeng.Application.Persistence;
using Sammenhaeng.Domain.Courses;
using Sammenhaeng.Infrastructure;
using Sammenhaeng.Infrastructure.Jobs;
using Xunit;

namespace Sammenhaeng.Testing;

/// <summary>
/// A database of one test's own, with the product's services on it. Every test may run beside every other. The clock stands still at
/// 08:00 on <see cref="Today"/> until the test moves it.
/// </summary>
public class Database : IAsyncLifetime
{
    public static readonly DateOnly Today = new(2026, 10, 5);

    private readonly string _name = $"t_{Guid.NewGuid():N}";
    private ServiceProvider? _services;
    private NpgsqlDataSource? _owner;

    public FakeTimeProvider Clock { get; } = NewClock();

    public string ConnectionString { get; private set; } = "";

    /// <summary>As the one who owns the database, past row-level security and every grant.</summary>
    public NpgsqlDataSource Owner => _owner ?? throw new InvalidOperationException("The database is not there yet.");

    public IServiceProvider Services => _services ?? throw new InvalidOperationException("The database is not there yet.");

    /// <summary>What the program would read from its settings.</summary>
    public IConfiguration Configuration => new ConfigurationBuilder().AddInMemoryCollection(Settings()).Build();

    /// <summary>A test that changes keys has a ring of its own.</summary>
    protected virtual string KeyRingPath => TemplateDatabase.KeyRingPath;

    protected virtual void Add(IServiceCollection services)
    {
    }

    public async ValueTask InitializeAsync()
    {
        ConnectionString = new NpgsqlConnectionStringBuilder(await TemplateDatabase.CopyAsync(_name)) { Pooling = true, MaxPoolSize = 10 }.ConnectionString;
        _owner = NpgsqlDataSource.Create(ConnectionString);
        _services = BuildServices();
    }

    /// <summary>The services of one more process on the same database.</summary>
    public ServiceProvider BuildServices()
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddApplication();
        services.AddInfrastructure(Configuration);
        services.AddSingleton<TimeProvider>(Clock);
        Add(services);
        return services.BuildServiceProvider(new ServiceProviderOptions { ValidateScopes = true });
    }

    public virtual async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (_services is not null)
        {
            await _services.DisposeAsync();
        }
        if (_owner is not null)
        {
            await _owner.DisposeAsync();
        }
        await TemplateDatabase.DropAsync(_name);
    }

    /// <summary>Sends as the system itself.</summary>
    public Task<TAnswer> SendAsync<TAnswer>(IQuery<TAnswer> query) => SendAsync(Caller.System("test"), query);

    public Task<Domain.Kernel.Result<TValue>> SendAsync<TValue>(ICommand<TValue> command) => SendAsync(Caller.System("test"), command);

    public Task<TAnswer> SendAsync<TAnswer>(Caller caller, IQuery<TAnswer> query) => InScopeAsync(caller, sender => sender.Send(query));

    public Task<Domain.Kernel.Result<TValue>> SendAsync<TValue>(Caller caller, ICommand<TValue> command, string? idempotencyKey = null) =>
        InScopeAsync(caller, sender => sender.Send(command), idempotencyKey);

    /// <summary>Works on the database in one write transaction, as the system.</summary>
    public Task WriteAsync(Func<ISammenhaengDb, Task> work) => WriteAsync(async db =>
    {
        await work(db);
        return true;
    });

    public async Task<T> WriteAsync<T>(Func<ISammenhaengDb, Task<T>> work)
    {
        await using var scope = Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentCaller>().Is(Caller.System("test"));
        var db = scope.ServiceProvider.GetRequiredService<ISammenhaengDb>();
        return await scope.ServiceProvider.GetRequiredService<ITransactions>()
            .RunAsync(_ => work(db), TransactionKind.Write, TestContext.Current.CancellationToken);
    }

    /// <summary>Hands on every event that waits, as the worker would.</summary>
    public Task<int> DispatchAsync() => Services.GetRequiredService<DispatchEvents>().RunAsync(TestContext.Current.CancellationToken);

    /// <summary>Judges every citizen who is due, as the worker would.</summary>
    public Task<int> RecheckAsync() => Services.GetRequiredService<RecheckDueCitizens>().RunAsync(TestContext.Current.CancellationToken);

    /// <summary>As the one who owns the database, past row-level security: to arrange and to look.</summary>
    public async Task<int> ExecuteAsync(string sql, params object?[] values)
    {
        await using var command = Command(sql, values);
        return await command.ExecuteNonQueryAsync();
    }

    public async Task<T> ScalarAsync<T>(string sql, params object?[] values)
    {
        await using var command = Command(sql, values);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    private static FakeTimeProvider NewClock()
    {
        var local = Today.ToDateTime(new TimeOnly(8, 0));
        var clock = new FakeTimeProvider(new DateTimeOffset(local, LocalTime.Zone.GetUtcOffset(local)).ToUniversalTime());
        clock.SetLocalTimeZone(LocalTime.Zone);
        return clock;
    }

    private Dictionary<string, string?> Settings() => new()
    {
        ["ConnectionStrings:Sammenhaeng"] = ConnectionString,
        ["Keys:Path"] = KeyRingPath,
        ["AccessLog:Anchor"] = Path.Combine(Path.GetDirectoryName(TemplateDatabase.KeyRingPath)!, $"{_name}.anchor"),
    };

    private NpgsqlCommand Command(string sql, object?[] values)
    {
        var command = Owner.CreateCommand(sql);
        foreach (var value in values)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = value ?? DBNull.Value });
        }
        return command;
    }

    private async Task<TAnswer> InScopeAsync<TAnswer>(Caller caller, Func<ISender, Task<TAnswer>> send, string? idempotencyKey = null)
    {
        await using var scope = Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentCaller>().Is(caller);
        if (idempotencyKey is not null)
        {
            scope.ServiceProvider.GetRequiredService<CurrentIdempotencyKey>().Is(idempotencyKey);
        }
        return await send(scope.ServiceProvider.GetRequiredService<ISender>());
    }
}
