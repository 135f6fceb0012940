using System.Text;
using FluentValidation;
using Microsoft.EntityFrameworkCore;
using Sammenhaeng.Application.Access;
using Sammenhaeng.Application.Clock;
using Sammenhaeng.Application.Keys;
using Sammenhaeng.Application.Messaging;
using Sammenhaeng.Application.Persistence;
using Sammenhaeng.Application.Reference;
using Sammenhaeng.Domain.CourseDocuments;
using Sammenhaeng.Domain.Kernel;
using Sammenhaeng.Domain.Staff;

namespace Sammenhaeng.Application.CourseDocuments;

/// <summary>Sends a refused document again, as it was or corrected. Taken, it is settled; refused again, the corrected text waits.</summary>
/// <param name="Id">Of the refused document.</param>
/// <param name="Text">The corrected document; null sends it as it was, for when what it lacked has come since.</param>
[Needs(Permission.CorrectDocuments)]
public sealed record ResendRejectedDocument(RejectedDocumentId Id, string? Text) : ICommand<ResendRejectedDocument.Answer>, IRunsItsOwnTransactions
{
    public sealed record Answer(ImportId ImportId, DocumentResult Result, IReadOnlyList<DocumentError> Errors);

    internal sealed class Validator : AbstractValidator<ResendRejectedDocument>
    {
        public Validator() => RuleFor(command => command.Text)
            .MaximumLength(DocumentLimits.MaxBytes)
            .Must(text => !string.IsNullOrWhiteSpace(text)).When(command => command.Text is not null);
    }

    internal sealed class Handler(
        ISammenhaengDb db, ITransactions transactions, DocumentImporter importer, IReferenceData reference, ISealing sealing,
        ICurrentViewer current, TimeProvider clock) : ICommandHandler<ResendRejectedDocument, Answer>
    {
        public async Task<Result<Answer>> Handle(ResendRejectedDocument command, CancellationToken cancellationToken)
        {
            // A system is bound by what it is registered for; a caseworker by the area and the refused document.
            var bounds = current.Viewer.Is(Roles.Machine) ? await SenderBounds.OfAsync(current.Viewer, db, transactions, cancellationToken) : null;
            var document = await FindAsync(command.Id, bounds, cancellationToken);
            if (document.State != RejectedDocumentState.Waiting)
            {
                return RejectedDocumentRefusals.Settled;
            }
            if (command.Text is null && !document.IsComplete)
            {
                return RejectedDocumentRefusals.Incomplete;
            }

            var body = command.Text is null ? sealing.Open(document.Body, RejectedBody.PlaceOf(document.Id)) : Encoding.UTF8.GetBytes(command.Text);
            var reading = await ReadAsync(body, cancellationToken);
            CheckTheirs(reading, bounds);
            if (command.Text is not null && !current.Viewer.IsSystem && bounds is null && await WhyNotAsync(document, reading, body, cancellationToken) is { } refusal)
            {
                return refusal;
            }
            using var lines = new DocumentLines(new MemoryStream(body), DocumentFormat.One, long.MaxValue);
            var start = new ImportStart(ImportOrigin.Correction, current.Viewer.UserId, KeptRejections.None, bounds);
            var import = await importer.ImportAsync(lines, start, null, cancellationToken);
            var isTaken = import is { Documents: 1, Rejected: 0 };
            var errors = import.RejectedDocuments.SelectMany(outcome => outcome.Errors).ToList();
            var settled = await transactions.RunAsync(
                token => KeepAsync(command, body, isTaken ? null : errors, reading, import.ImportId, token), TransactionKind.Write, cancellationToken);
            return settled.Succeeded ? new Answer(import.ImportId, ResultOf(import), errors) : settled.Refusal;
        }

        private static DocumentResult ResultOf(ImportAnswer import) =>
            import.Accepted > 0 ? DocumentResult.Accepted : import.Unchanged > 0 ? DocumentResult.Unchanged : DocumentResult.Rejected;

        private async Task<RejectedDocument> FindAsync(RejectedDocumentId id, SenderBounds? bounds, CancellationToken cancellationToken)
        {
            var document = await transactions.RunAsync(
                token => db.Set<RejectedDocument>().SingleOrDefaultAsync(one => one.Id == id, token), TransactionKind.Read, cancellationToken);
            // Not there and not yours are told apart by nobody outside.
            if (document is null)
            {
                throw new AccessDeniedException();
            }
            var isTheirs = current.Viewer.IsSystem
                || (bounds is null ? RejectedBody.IsFor(current.Viewer, document.Area)
                    : bounds.Has(document.Source, document.Area)
                    || bounds.WhyNot(document.Source, document.Area).Count == 0 && await HasSentAsync(document, cancellationToken));
            return isTheirs ? document : throw new AccessDeniedException("access.area");
        }

        /// <summary>Of what could not be read nobody knows whose it is, but who sent it.</summary>
        private Task<bool> HasSentAsync(RejectedDocument document, CancellationToken cancellationToken) => transactions.RunAsync(
            token => db.Sql<bool>(
                $"""
                select exists (select from imports where id = {document.ImportId.Value} and started_by = {current.Viewer.UserId!.Value.Value}) as "Value"
                """).SingleAsync(token),
            TransactionKind.Read, cancellationToken);

        /// <summary>What is sent now tells of their own too.</summary>
        private void CheckTheirs(CourseDocumentReading reading, SenderBounds? bounds)
        {
            var isOthers = bounds is null
                ? reading.Area is not null && !RejectedBody.IsFor(current.Viewer, reading.Area)
                : bounds.WhyNot(reading.Source, reading.Area).Count > 0;
            if (isOthers && !current.Viewer.IsSystem)
            {
                throw new AccessDeniedException("access.area");
            }
        }

        private async Task<CourseDocumentReading> ReadAsync(byte[] body, CancellationToken cancellationToken)
        {
            var data = await reference.CurrentAsync(cancellationToken);
            return CourseDocumentReader.Read(body, data.On(clock.Today()));
        }

        /// <summary>A caseworker's correction says better what was said; it does not speak for another system, or of another citizen.</summary>
        private async Task<Refusal?> WhyNotAsync(
            RejectedDocument document, CourseDocumentReading reading, byte[] body, CancellationToken cancellationToken)
        {
            if (reading.Source is { } source && !await IsOfItsSourceAsync(document, source, cancellationToken))
            {
                return RejectedDocumentRefusals.OtherSource;
            }
            if (RejectedBody.FindCpr(sealing.Open(document.Body, RejectedBody.PlaceOf(document.Id))) is not { } citizen)
            {
                return null;
            }
            // Kept without its number, the next correction could be of anybody.
            return RejectedBody.FindCpr(body) is not { } corrected ? RejectedDocumentRefusals.UnreadableCitizen
                : corrected != citizen ? RejectedDocumentRefusals.OtherCitizen
                : null;
        }

        private async Task<bool> IsOfItsSourceAsync(RejectedDocument document, string source, CancellationToken cancellationToken)
        {
            if (document.Source is not null)
            {
                return document.Source == source;
            }
            string[] areas = [.. current.Viewer.Areas];
            return await transactions.RunAsync(
                token => db.Sql<bool>($"select tells_of_area({source}, {areas}) as \"Value\"").SingleAsync(token),
                TransactionKind.Read, cancellationToken);
        }

        private async Task<Result<Done>> KeepAsync(
            ResendRejectedDocument command, byte[] body, IReadOnlyList<DocumentError>? errors, CourseDocumentReading reading, ImportId import,
            CancellationToken cancellationToken)
        {
            var document = await db.Set<RejectedDocument>().SingleAsync(one => one.Id == command.Id, cancellationToken);
            var hash = sealing.Mark(body, RejectedBody.HashPurpose);
            if (errors is not null && await db.Set<RejectedDocument>().AnyAsync(
                one => one.Id != command.Id && one.State == RejectedDocumentState.Waiting && one.BodyHash == hash, cancellationToken))
            {
                return RejectedDocumentRefusals.SameWaits;
            }
            var done = errors is null
                ? document.Settle(import, current.Viewer.UserId, clock.GetUtcNow())
                : document.Correct(new RejectedContent(
                    sealing.Seal(body, RejectedBody.PlaceOf(document.Id)), hash, body.Length, RejectedBody.Write(errors), reading.Source, reading.Area));
            if (done.Succeeded)
            {
                await db.SaveChangesAsync(cancellationToken);
            }
            return done;
        }
    }
}
