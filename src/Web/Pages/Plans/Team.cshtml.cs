using Sammenhaeng.Application.Messaging;

namespace Sammenhaeng.Web.Pages.Plans;

public sealed class TeamModel(ISender sender) : CitizenPageModel(sender);
