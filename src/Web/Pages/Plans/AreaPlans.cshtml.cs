using Sammenhaeng.Application.Messaging;

namespace Sammenhaeng.Web.Pages.Plans;

public sealed class AreaPlansModel(ISender sender) : CitizenPageModel(sender);
