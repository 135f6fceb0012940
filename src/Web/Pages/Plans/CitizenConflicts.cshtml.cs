using Sammenhaeng.Application.Messaging;

namespace Sammenhaeng.Web.Pages.Plans;

public sealed class CitizenConflictsModel(ISender sender) : CitizenPageModel(sender);
