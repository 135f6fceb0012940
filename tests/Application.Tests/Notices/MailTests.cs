using Microsoft.Extensions.DependencyInjection;
using MimeKit;
using Sammenhaeng.Application.Access;
using Sammenhaeng.Application.Notices;
using Sammenhaeng.Domain.Citizens;
using Sammenhaeng.Domain.Notices;
using Sammenhaeng.Domain.Staff;
using Sammenhaeng.Infrastructure.Integration.Mail;
using Sammenhaeng.Testing;
using Xunit;

namespace Sammenhaeng.Application.Tests.Notices;

/// <summary>Mails go by SMTP to a server on this machine, which takes them, refuses them or goes away. It is 08:00 on 5 October 2026.</summary>
public sealed class MailTests : Database, IAsyncLifetime
{
    private readonly MailCatcher _server = new(folder: null);

    async ValueTask IAsyncLifetime.InitializeAsync()
    {
        await InitializeAsync();
        await _server.StartAsync(TestContext.Current.CancellationToken);
    }

    public override async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        await base.DisposeAsync();
    }

    protected override void Add(IServiceCollection services) => services.AddSingleton(new MailSettings
    {
        Host = "127.0.0.1",
        Port = _server.Port,
        Security = MailSecurity.None,
        From = "sammenhaeng@kommune.example",
        BaseAddress = "https://sammenhaeng.kommune.example",
        TimeoutSeconds = 5,
    });

    private SendMails Sending => Services.GetRequiredService<SendMails>();

    private Task<int> DigestsAsync() => Services.GetRequiredService<MakeMails>().DigestsAsync(TestContext.Current.CancellationToken);

    private Task<int> AtOnceAsync() => Services.GetRequiredService<MakeMails>().AtOnceAsync(TestContext.Current.CancellationToken);

    private Task<bool> SendAsync() => Sending.RunAsync(TestContext.Current.CancellationToken);

    private IEnumerable<string> SentTo => _server.Caught.Select(mail => mail.To);

    private async Task<User> PersonAsync(string subject, string? address = null)
    {
        var user = await this.ACaseworkerAsync(subject, "SIU");
        await ExecuteAsync("update users set email = $2 where id = $1", user.Id.Value, address ?? $"{subject}@kommune.example");
        return user;
    }

    private Task<int> NoticeAsync(User user, string kind = "conflict", bool isCritical = false, int minutesAgo = 120, CitizenId? citizen = null) => ExecuteAsync(
        "insert into notices (user_id, kind, citizen_id, occasion, is_critical, made_at) values ($1, $2, $3::uuid, gen_random_uuid()::text, $4, $5)",
        user.Id.Value, kind, citizen?.Value.ToString(), isCritical, Clock.GetUtcNow().AddMinutes(-minutesAgo));

    private Task<Domain.Kernel.Result<Domain.Kernel.Done>> ChooseAsync(string subject, int hour, params (NoticeKind Kind, MailChoice Choice)[] choices) => SendAsync(
        Caller.WithSubject(subject, "test"), new ChooseNotices(null, hour, choices.ToDictionary(one => one.Kind, one => one.Choice)));

    private Task<string> StateAsync(string subject) => ScalarAsync<string>(
        "select m.state || coalesce(':' || m.problem, '') from mails m join users u on u.id = m.user_id where u.subject = $1 order by m.made_at desc limit 1", subject);

    [Fact]
    public async Task One_mail_a_day_tells_how_much_is_new_and_only_when_something_is()
    {
        var (maja, rikke, _) = (await PersonAsync("maja"), await PersonAsync("rikke"), await PersonAsync("nobody"));
        await NoticeAsync(maja);
        await NoticeAsync(maja, "proposal");
        // What came after the hour of today's mail waits for tomorrow's.
        await NoticeAsync(rikke, minutesAgo: 30);
        Assert.Equal(1, await DigestsAsync());
        Assert.Equal(0, await DigestsAsync());
        Assert.True(await SendAsync());
        Assert.True(await SendAsync());
        Assert.Equal(["maja@kommune.example"], SentTo);
        Assert.Contains("2 nye varsler", Read(_server.Caught.Single()).TextBody, StringComparison.Ordinal);

        // Nothing is told twice.
        await NoticeAsync(maja, minutesAgo: 30);
        Assert.Equal(0, await DigestsAsync());
        Clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal(2, await DigestsAsync());
        await SendAsync();
        Assert.All(_server.Caught.Skip(1), mail => Assert.Contains("1 nyt varsel", Read(mail).TextBody, StringComparison.Ordinal));
    }

    [Fact]
    public async Task It_comes_at_the_hour_that_was_chosen_of_what_was_chosen_and_not_of_what_has_been_read()
    {
        var (early, late, none, reader) = (await PersonAsync("tidlig"), await PersonAsync("sen"), await PersonAsync("ingen"), await PersonAsync("laest"));
        await ChooseAsync("tidlig", 6);
        await ChooseAsync("sen", 15);
        await ChooseAsync("ingen", 6, (NoticeKind.Conflict, MailChoice.Never));
        foreach (var user in new[] { early, late, none, reader })
        {
            await NoticeAsync(user, minutesAgo: 180);
        }
        await ExecuteAsync("update notices set read_at = now() where user_id = $1", reader.Id.Value);
        await DigestsAsync();
        await SendAsync();
        Assert.Equal(["tidlig@kommune.example"], SentTo);
        Clock.Advance(TimeSpan.FromHours(7));
        await DigestsAsync();
        await SendAsync();
        Assert.Equal(["tidlig@kommune.example", "sen@kommune.example"], SentTo);
    }

    [Fact]
    public async Task A_critical_one_is_told_at_once_to_those_who_want_that_and_not_again_in_the_daily_mail()
    {
        var (maja, rikke) = (await PersonAsync("maja"), await PersonAsync("rikke"));
        await ChooseAsync("maja", 7, (NoticeKind.Conflict, MailChoice.AtOnce));
        foreach (var user in new[] { maja, rikke })
        {
            await NoticeAsync(user, isCritical: true);
        }
        await NoticeAsync(maja);
        Assert.Equal(1, await AtOnceAsync());
        Assert.Equal(0, await AtOnceAsync());
        await SendAsync();
        Assert.Equal("maja@kommune.example", Assert.Single(SentTo));
        Assert.Contains("haster", Read(_server.Caught.Single()).Subject, StringComparison.Ordinal);
        await DigestsAsync();
        await SendAsync();
        Assert.Equal(3, _server.Caught.Count);
        Assert.All(_server.Caught.Skip(1), mail => Assert.Contains("1 nyt varsel", Read(mail).TextBody, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_server_that_says_not_now_gets_it_again_later()
    {
        await NoticeAsync(await PersonAsync("maja"));
        await DigestsAsync();
        _server.Answer = _ => SmtpAnswer.TryLater;
        Assert.True(await SendAsync());
        Assert.True(await SendAsync());
        Assert.Equal("waiting:recipient", await StateAsync("maja"));
        Assert.Equal(1, await ScalarAsync<int>("select tries from mails"));
        Assert.True(await ScalarAsync<bool>("select next_try_at > now() + interval '50 seconds' from mails"));

        _server.Answer = _ => SmtpAnswer.Take;
        await ExecuteAsync("update mails set next_try_at = now()");
        Assert.True(await SendAsync());
        Assert.Equal("sent", await StateAsync("maja"));
        Assert.Single(SentTo);
    }

    [Fact]
    public async Task An_address_that_takes_no_mail_is_shown_to_the_person_and_to_whoever_runs_the_machine_who_sends_it_again()
    {
        await NoticeAsync(await PersonAsync("maja"));
        await NoticeAsync(await PersonAsync("rikke"));
        await this.AUserAsync("drift", [Roles.Administrator]);
        await DigestsAsync();
        _server.Answer = to => to.StartsWith("maja", StringComparison.Ordinal) ? SmtpAnswer.Never : SmtpAnswer.Take;
        Assert.True(await SendAsync());
        Assert.Equal(["rikke@kommune.example"], SentTo);
        Assert.Equal("failed:recipient", await StateAsync("maja"));
        Assert.Equal("failed", (await SendAsync(Caller.WithSubject("maja", "test"), new OpenNoticeSettings())).Mails.Single().State);
        Assert.Equal("sent", (await SendAsync(Caller.WithSubject("rikke", "test"), new OpenNoticeSettings())).Mails.Single().State);

        var operators = Caller.WithSubject("drift", "test");
        var failed = Assert.Single(await SendAsync(operators, new ListFailedMails()));
        Assert.Equal(("Test maja", "recipient"), (failed.Who, failed.Problem));
        await Assert.ThrowsAsync<AccessDeniedException>(() => SendAsync(Caller.WithSubject("maja", "test"), new SendMailsAgain(failed.Id)));
        _server.Answer = _ => SmtpAnswer.Take;
        Assert.Equal(1, (await SendAsync(operators, new SendMailsAgain(failed.Id))).Value);
        Assert.Equal(0, (await SendAsync(operators, new SendMailsAgain(failed.Id))).Value);
        await SendAsync();
        Assert.Equal("sent", await StateAsync("maja"));
        Assert.Equal(2, _server.Caught.Count);
    }

    [Fact]
    public async Task A_server_that_goes_away_is_left_in_peace_and_no_mail_is_lost_or_sent_twice()
    {
        for (var i = 0; i < 5; i++)
        {
            await NoticeAsync(await PersonAsync($"person{i}"));
        }
        await DigestsAsync();
        var asked = 0;
        _server.Answer = _ => ++asked == 3 ? SmtpAnswer.Close : SmtpAnswer.Take;
        Assert.False(await SendAsync());
        Assert.Equal(2, _server.Caught.Count);
        await ExecuteAsync("update mails set next_try_at = now() where state = 'waiting'");
        Assert.True(await SendAsync());
        Assert.Equal(5, SentTo.Distinct().Count());
        Assert.Equal(5, _server.Caught.Count);
    }

    [Fact]
    public async Task Where_no_server_answers_the_mail_waits_and_is_given_up_in_the_end()
    {
        await NoticeAsync(await PersonAsync("maja"));
        await DigestsAsync();
        await _server.StopAsync(TestContext.Current.CancellationToken);
        Assert.False(await SendAsync());
        Assert.Equal("waiting:connection", await StateAsync("maja"));
        await ExecuteAsync("update mails set next_try_at = now(), tries = $1", SendMails.Most - 1);
        Assert.False(await SendAsync());
        Assert.Equal("failed:connection", await StateAsync("maja"));
        // Tomorrow's tells of its notices, too.
        Clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal(1, await DigestsAsync());
        Assert.Equal("overtaken,waiting", await ScalarAsync<string>("select string_agg(state, ',' order by state) from mails"));
    }

    [Fact]
    public async Task However_many_send_at_once_each_mail_goes_once()
    {
        for (var i = 0; i < 60; i++)
        {
            await NoticeAsync(await PersonAsync($"person{i}"));
        }
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => DigestsAsync()));
        await using var other = BuildServices();
        Assert.All(await Task.WhenAll(new[] { Sending, Sending, other.GetRequiredService<SendMails>(), other.GetRequiredService<SendMails>() }
            .Select(one => one.RunAsync(TestContext.Current.CancellationToken))), Assert.True);
        Assert.Equal(60, _server.Caught.Count);
        Assert.Equal(60, SentTo.Distinct().Count());
    }

    [Fact]
    public async Task No_mail_says_anything_of_anybody()
    {
        var karina = await this.ImportCaseAsync("karina");
        var maja = await PersonAsync("maja");
        await ChooseAsync("maja", 7, (NoticeKind.Conflict, MailChoice.AtOnce), (NoticeKind.EmergencyAccess, MailChoice.AtOnce));
        await RecheckAsync();
        foreach (var kind in Enum.GetValues<NoticeKind>())
        {
            await NoticeAsync(maja, Domain.Courses.Word<NoticeKind>.Of(kind), isCritical: kind.MayBeCritical(), citizen: karina);
        }
        await AtOnceAsync();
        await DigestsAsync();
        await SendAsync();
        Assert.Equal(2, _server.Caught.Count);
        var marks = await ScalarAsync<string[]>(
            """
            select array_agg(distinct word) from (
              select '' collate "C" as word
              union all select given_name collate "C" from citizens union all select family_name collate "C" from citizens union all select id::text collate "C" from citizens union all select title collate "C" from plans
              union all select text collate "C" from goals union all select name collate "C" from contacts union all select title collate "C" from interventions union all select title collate "C" from appointments
              union all select rule collate "C" from conflicts union all select id::text collate "C" from notices union all select name collate "C" from users
            ) told where length(word) > 3
            """);
        Assert.True(marks.Length > 30);
        Assert.All(_server.Caught, mail =>
        {
            var message = Read(mail);
            var whole = $"{string.Join('\n', message.Headers)}\n{message.TextBody}";
            Assert.DoesNotContain(marks, mark => whole.Contains(mark, StringComparison.OrdinalIgnoreCase));
            Assert.DoesNotMatch(@"\d{6}-?\d{4}\b", message.TextBody);
            Assert.Equal("maja@kommune.example", Assert.Single(message.To.Mailboxes).Address);
            Assert.Contains("https://sammenhaeng.kommune.example/varsler", message.TextBody, StringComparison.Ordinal);
        });
    }

    [Theory]
    [InlineData("ikke en adresse", "err.mailAddress")]
    [InlineData("a@kommune.example\r\nBcc: alle@kommune.example", "err.mailAddress")]
    [InlineData("Navn <a@kommune.example>", "err.mailAddress")]
    [InlineData("a@kommune.example,b@kommune.example", "err.mailAddress")]
    public async Task An_address_is_one_address(string address, string error)
    {
        await PersonAsync("maja");
        var refused = await Assert.ThrowsAsync<FluentValidation.ValidationException>(() =>
            SendAsync(Caller.WithSubject("maja", "test"), new ChooseNotices(address, 7, new Dictionary<NoticeKind, MailChoice>())));
        Assert.Equal(error, Assert.Single(refused.Errors).ErrorMessage);
    }

    [Fact]
    public async Task Where_no_server_is_named_no_mail_is_made_and_the_pages_say_so()
    {
        await using var other = new Database();
        await other.InitializeAsync();
        var user = await other.ACaseworkerAsync("maja", "SIU");
        await other.ExecuteAsync("update users set email = 'maja@kommune.example'");
        await other.ExecuteAsync("insert into notices (user_id, kind, occasion, made_at) values ($1, 'conflict', 'x', $2)", user.Id.Value, other.Clock.GetUtcNow().AddHours(-2));
        Assert.Equal(0, await other.Services.GetRequiredService<MakeMails>().DigestsAsync(TestContext.Current.CancellationToken));
        Assert.False((await other.SendAsync(Caller.WithSubject("maja", "test"), new OpenNoticeSettings())).IsOn);
    }

    private static MimeMessage Read(CaughtMail mail)
    {
        using var stream = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(mail.Text));
        return MimeMessage.Load(stream);
    }
}
