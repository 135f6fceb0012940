using Microsoft.Extensions.Localization;
using Sammenhaeng.Application.Messaging;
using Sammenhaeng.Application.Persistence;

namespace Sammenhaeng.Web.Pages.Meetings;

/// <summary>A meeting on paper: agenda before it is held, minutes after.</summary>
public sealed class PaperModel(ISender sender, ITransactions transactions, IStringLocalizer<Texts> texts) : MeetingScreenModel(sender, transactions, texts);
