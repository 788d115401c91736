using System.Collections.Frozen;

namespace Rag.Application.Chat.FollowUps;

/// <summary>Words of Spanish and English questions by what they do in a conversation; folded (no case, no accents).</summary>
internal static class FollowUpWords
{
    /// <summary>Begin a question that goes on from the one before.</summary>
    public static readonly FrozenSet<string> Openers = Words("""
        y e pero o u entonces ademas tambien tampoco and but or so then also plus
        """);

    /// <summary>Two words that do the same.</summary>
    public static readonly FrozenSet<(string, string)> OpeningPairs = new[]
    {
        ("what", "about"), ("how", "about"), ("que", "tal"), ("what", "if"),
    }.ToFrozenSet();

    public static readonly FrozenSet<string> Interrogatives = Words("""
        que cual cuales cuando cuanto cuanta cuantos cuantas como donde adonde quien quienes
        what which when how where who whom whose why is are do does did can could will would should may must has have
        """);

    /// <summary>Stand for something that was named before, wherever they are.</summary>
    public static readonly FrozenSet<string> Pronouns = Words("""
        ella ellos ellas eso esto aquello ese esa esos esas aquel aquella aquellos aquellas alli ahi alla ambos ambas mismo misma mismos
        mismas otro otra otros otras
        it they them he she him her his their theirs its this that these those both same other another
        """);

    /// <summary>Demonstratives before a noun; without accents "esta" may be a verb too.</summary>
    public static readonly FrozenSet<string> SpanishThis = Words("este esta estos estas");

    /// <summary>"This year", "este manual": no antecedent is wanted.</summary>
    public static readonly FrozenSet<string> PlainAfterThis = Words("""
        ano semana mes dia noche tarde manana verano invierno primavera otono temporada curso documento manual guia contrato informe
        libro reglamento politica web pagina sitio empresa momento caso
        year week month day night morning evening summer winter spring autumn season document manual guide contract report book policy
        website page company moment case
        """);

    public static readonly FrozenSet<string> Articles = Words("el la los las un una unos unas lo al del the a an en de con");

    /// <summary>After an "it" that stands for nothing: "is it possible to …".</summary>
    public static readonly FrozenSet<string> AfterExpletive = Words("""
        possible allowed necessary permitted legal safe ok okay true worth better mandatory required compulsory take cost rain snow
        """);

    /// <summary>Infinitives with a pronoun look like these.</summary>
    public static readonly FrozenSet<string> NoEnclitics = Words("charla charlas perla perlas carla burla burlas orla orlas borla borlas merlo mirla");

    /// <summary>What is asked of a thing. It carries no topic, and one of its own makes the earlier question's superfluous.</summary>
    public static readonly FrozenSet<string> Attributes = Words("""
        cuesta cuestan costar costaria coste costes costo vale valen valdria precio precios tarda tardan tardara tiempo dura duran duracion llega
        llegan llegar llegara funciona funcionan pesa pesan peso mide miden tamano color incluye incluyen cubre cubren caduca caducan empieza
        empiezan comienza termina terminan acaba abre abren cierra cierran pasa pasan ocurre sirve sirven hace hacen hago hacer debo debe
        necesita necesitan necesito usa usan uso utiliza puedo puede pueden podria horario horarios plazo plazos hora horas fecha fechas
        direccion telefono
        cost costs price prices take takes last lasts work works big heavy open opens opening close closes start
        starts end ends include includes included cover covers covered weigh weighs weight need needs happen happens arrive arrives use used schedule hours
        deadline size colour color address phone time
        """);

    /// <summary>Courtesy: a message of nothing else asks nothing.</summary>
    public static readonly FrozenSet<string> Courtesy = Words("""
        hola buenos buenas muchas muchos gracias favor perfecto genial entendido ok okay si adios
        hello hi hey please thanks thank great perfect sure yes bye good fine you very
        """);

    /// <summary>Say that something is asked and nothing of what.</summary>
    public static readonly FrozenSet<string> Frames = Words("""
        dime dame decir decirme explica explicame explicar cuentame saber sabes quiero quisiera gustaria podrias mas detalle detalles
        informacion info ejemplo ejemplos pregunta duda
        tell give explain show say know want like more much many long often far detail details information example examples question
        """);

    /// <summary>Together with the word behind them they are a greeting: "buenos días", "good morning".</summary>
    public static readonly FrozenSet<string> BeforeGreetings = Words("buenos buenas good");

    private static FrozenSet<string> Words(string list) =>
        list.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.Ordinal);
}
