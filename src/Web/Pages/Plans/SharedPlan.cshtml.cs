using Sammenhaeng.Application.Messaging;

namespace Sammenhaeng.Web.Pages.Plans;

public sealed class SharedPlanModel(ISender sender) : CitizenPageModel(sender);
