namespace Rag.Api.RateLimits;

/// <summary>Routes that are counted together.</summary>
internal enum RouteClass
{
    General,
    Chat,
    Login,
    Upload,
}

/// <summary>Counts an action with a class of its own; without it, with all others. Health is not counted at all.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class CountedAsAttribute(RouteClass routes) : Attribute
{
    public RouteClass Routes { get; } = routes;
}
