using FluentValidation;
using Microsoft.EntityFrameworkCore;
using Sammenhaeng.Application.Access;
using Sammenhaeng.Application.Messaging;
using Sammenhaeng.Application.Persistence;
using Sammenhaeng.Domain.Courses;
using Sammenhaeng.Domain.Kernel;
using Sammenhaeng.Domain.Notices;
using Sammenhaeng.Domain.Staff;

namespace Sammenhaeng.Application.Notices;

public static class NoticeDefaults
{
    /// <summary>The hour of the daily mail of whoever has chosen none.</summary>
    public const int DigestHour = 7;

    public const MailChoice Choice = MailChoice.Daily;

    /// <summary>What each kind of staff is told of; nobody is asked about what never reaches them.</summary>
    public static IReadOnlyList<NoticeKind> KindsOf(IReadOnlyList<string> roles) =>
    [
        .. Enum.GetValues<NoticeKind>().Where(kind =>
            kind == NoticeKind.EmergencyReview ? roles.Contains(Roles.Leader)
            : roles.Contains(Roles.Caseworker) || kind == NoticeKind.Conflict && roles.Contains(Roles.DataProtection)),
    ];
}

/// <summary>How the viewer is told by e-mail, and what became of the latest mails.</summary>
[Needs(Permission.UseProduct)]
public sealed record OpenNoticeSettings : IQuery<OpenNoticeSettings.View>
{
    private const int MostMails = 5;

    /// <param name="Kind">digest or atOnce.</param>
    /// <param name="Problem">A code; null of one that went.</param>
    public sealed record Mail(string Kind, string State, string? Problem, DateTimeOffset At, int Notices);

    /// <param name="Told">The address that the sign-in service tells; null where it tells none.</param>
    /// <param name="Own">The one the viewer has chosen instead.</param>
    public sealed record View(bool IsOn, string? Told, string? Own, int Hour, IReadOnlyDictionary<NoticeKind, MailChoice> Choices, IReadOnlyList<Mail> Mails)
    {
        public string? Address => Own ?? Told;
    }

    internal sealed record Found(string? Told, string? Own, int? Hour);

    internal sealed record Chosen(string Kind, string Choice);

    internal sealed class Handler(ISammenhaengDb db, ICurrentViewer current, IMailing mailing) : IQueryHandler<OpenNoticeSettings, View>
    {
        public async Task<View> Handle(OpenNoticeSettings query, CancellationToken cancellationToken)
        {
            var user = current.Viewer.UserId?.Value ?? Guid.Empty;
            var found = await db.Sql<Found>(
                $"select u.email as told, s.address as own, s.digest_hour::int as hour from users u left join notice_settings s on s.user_id = u.id where u.id = {user}").SingleAsync(cancellationToken);
            var chosen = (await db.Sql<Chosen>($"select kind, choice from notice_choices where user_id = {user}").ToListAsync(cancellationToken))
                .ToDictionary(one => one.Kind, one => Word<MailChoice>.Parse(one.Choice), StringComparer.Ordinal);
            var mails = await db.Sql<Mail>(
                $"select kind, state, problem, coalesce(settled_at, made_at) as at, notices from mails where user_id = {user} order by made_at desc limit {MostMails}").ToListAsync(cancellationToken);
            return new View(
                mailing.IsOn, found.Told, found.Own, found.Hour ?? NoticeDefaults.DigestHour,
                NoticeDefaults.KindsOf(current.Viewer.Roles).ToDictionary(kind => kind, kind => chosen.GetValueOrDefault(Word<NoticeKind>.Of(kind), NoticeDefaults.Choice)),
                mails);
        }
    }
}

/// <summary>The viewer says how they are told by e-mail.</summary>
/// <param name="Address">Instead of what the sign-in service tells; empty for that one.</param>
/// <param name="Hour">Of the daily mail.</param>
[Needs(Permission.UseProduct)]
public sealed record ChooseNotices(string? Address, int Hour, IReadOnlyDictionary<NoticeKind, MailChoice> Choices) : ICommand<Done>
{
    internal sealed class Validator : AbstractValidator<ChooseNotices>
    {
        public Validator(IMailing mailing)
        {
            RuleFor(command => command.Address).Must(MailAddress.IsValid).When(command => !string.IsNullOrWhiteSpace(command.Address)).WithMessage("err.mailAddress");
            RuleFor(command => command.Address).Must(address => MailAddress.IsOf(address!, mailing.Domains)).When(command => MailAddress.IsValid(command.Address)).WithMessage("err.mailDomain");
            RuleFor(command => command.Hour).InclusiveBetween(0, 23).WithMessage("err.invalid");
            RuleForEach(command => command.Choices).Must(choice => Enum.IsDefined(choice.Key) && Enum.IsDefined(choice.Value) && (choice.Value != MailChoice.AtOnce || choice.Key.MayBeCritical()));
        }
    }

    internal sealed class Handler(ISammenhaengDb db, ICurrentViewer current) : ICommandHandler<ChooseNotices, Done>
    {
        public async Task<Result<Done>> Handle(ChooseNotices command, CancellationToken cancellationToken)
        {
            var user = current.Viewer.UserId?.Value ?? throw new AccessDeniedException("access.unknown");
            var address = string.IsNullOrWhiteSpace(command.Address) ? null : command.Address;
            await db.Sql<int>(
                $"""
                insert into notice_settings (user_id, address, digest_hour) values ({user}, {address}, {(short)command.Hour})
                on conflict (user_id) do update set address = excluded.address, digest_hour = excluded.digest_hour returning 1 as "Value"
                """).ToListAsync(cancellationToken);
            var (kinds, choices) = (command.Choices.Keys.Select(Word<NoticeKind>.Of).ToArray(), command.Choices.Values.Select(Word<MailChoice>.Of).ToArray());
            await db.Sql<int>(
                $"""
                insert into notice_choices (user_id, kind, choice) select {user}, kind, choice from unnest({kinds}, {choices}) as c (kind, choice)
                on conflict (user_id, kind) do update set choice = excluded.choice returning 1 as "Value"
                """).ToListAsync(cancellationToken);
            return Done.Value;
        }
    }
}
