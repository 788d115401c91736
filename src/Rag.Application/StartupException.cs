namespace Rag.Application;

/// <summary>
/// The application cannot start for a reason that its operator can mend. The message is shown to them as it stands, so it says
/// what is wrong, where, and what to do; the process ends with status 78 and without a stack trace.
/// </summary>
public class StartupException : Exception
{
    public StartupException(string message)
        : base(message)
    {
    }

    public StartupException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
