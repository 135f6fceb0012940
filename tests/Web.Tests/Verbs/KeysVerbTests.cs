using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Sammenhaeng.Application.Citizens;
using Sammenhaeng.Domain.Citizens;
using Sammenhaeng.Testing;
using Xunit;

namespace Sammenhaeng.Web.Tests.Verbs;

public sealed class KeysVerbTests : IAsyncLifetime
{
    /// <summary>Twenty with <c>./dev prove keys</c>.</summary>
    private static readonly int Kills = Environment.GetEnvironmentVariable("SAMMENHAENG_KEY_KILLS") is { Length: > 0 } told ? int.Parse(told, CultureInfo.InvariantCulture) : 3;

    private readonly OwnKeys _database = new();

    public ValueTask InitializeAsync() => _database.InitializeAsync();

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Fact]
    public async Task However_often_a_rotation_is_killed_under_load_every_number_can_be_read_and_nobody_is_there_twice()
    {
        var citizens = Kills * 1_000;
        await AddAsync(citizens);
        using var end = new CancellationTokenSource();
        var load = LoadAsync(end.Token);
        var random = new Random(20261126);
        for (var kill = 0; kill < Kills; kill++)
        {
            using var rotating = RunningProgram.Start(_database, [], "keys", kill == 0 ? "rotate" : random.Next(2) == 0 ? "seal" : "rotate");
            await Task.Delay(random.Next(300, 2_500), TestContext.Current.CancellationToken);
            rotating.Kill();
            await rotating.EndAsync();
        }
        await end.CancelAsync();
        var added = await load;

        var (exit, output, errors) = await RunningProgram.RunAsync(_database, "keys", "seal");
        Assert.True(exit == 0, errors);
        (exit, output, _) = await RunningProgram.RunAsync(_database, "keys");
        Assert.Equal(0, exit);
        var current = output[(output.IndexOf("sealed by key ", StringComparison.Ordinal) + 14)..].Split(' ')[0];
        Assert.Contains($"citizens.cpr_cipher: {citizens + added} by key {current}", output, StringComparison.Ordinal);
        Assert.DoesNotContain(Enumerable.Range(1, int.Parse(current, CultureInfo.InvariantCulture) - 1), key => output.Contains($"by key {key}\n", StringComparison.Ordinal));
        Assert.Equal(citizens + added, await ReadableAsync());
        (exit, output, _) = await RunningProgram.RunAsync(_database, "keys", "forget", "1");
        Assert.Equal((0, "Key 1 is out of the key ring.\n"), (exit, output));
        Assert.Equal(3, (await RunningProgram.RunAsync(_database, "keys", "forget", current)).Exit);
        TestContext.Current.TestOutputHelper?.WriteLine($"{Kills} kills, {citizens + added} numbers readable, {added} added meanwhile, key {current}");
    }

    private async Task AddAsync(int citizens)
    {
        for (var i = 0; i < citizens; i++)
        {
            await _database.ACitizenAsync();
        }
    }

    private async Task<int> LoadAsync(CancellationToken end)
    {
        var added = 0;
        while (!end.IsCancellationRequested)
        {
            await _database.ACitizenAsync();
            added++;
            await Task.Delay(10, CancellationToken.None);
        }
        return added;
    }

    private async Task<int> ReadableAsync()
    {
        var protection = _database.Services.GetRequiredService<ICprProtection>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        await using var select = _database.Owner.CreateCommand("select id, cpr_cipher from citizens");
        await using var reader = await select.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        while (await reader.ReadAsync(TestContext.Current.CancellationToken))
        {
            Assert.True(seen.Add(protection.Decrypt(reader.GetFieldValue<byte[]>(1), CitizenId.From(reader.GetGuid(0))).Digits), "Somebody is there twice.");
        }
        return seen.Count;
    }
}
