namespace CreditDecision.Service.Hosting;

internal static class Settings
{
    /// <summary>Reads one section of the configuration; a setting that is not known or has no sense is refused, never ignored.</summary>
    /// <exception cref="StartRefusedException">It says which.</exception>
    public static T Read<T>(this IConfiguration configuration, string section) where T : new()
    {
        try
        {
            return configuration.GetSection(section).Get<T>(binder => binder.ErrorOnUnknownConfiguration = true) ?? new T();
        }
        catch (InvalidOperationException problem)
        {
            throw new StartRefusedException([$"settings {section}: {problem.Message} {problem.InnerException?.Message}".TrimEnd()]);
        }
    }
}
