"""Words of which commands to a program are put together in other languages."""

from __future__ import annotations

# Language by language: commands to disregard, all or previous, what is disregarded, programs, commands to tell.
TONGUES = (
    (  # German
        r"ignorier(?:e|en Sie|t)|missachte|vergiss|vergessen Sie|beachte(?:n Sie)? (?:nicht|keine)",
        r"vorherig|bisherig|vorangegangen|obig|alle|früher|andere|deine|ihre|eure",
        r"anweisung|instruktion|vorgabe|befehl|prompt|eingabe|regeln",
        r"KI|KIs|K\.I\.|KI-\w+|Sprachmodelle?n?|Chatbots?|Zusammenfass\w*|künstliche Intelligenz",
        r"schreibe?|melde|sage?|behaupte|erwähne|teile (?:den )?leser\w* mit|gib an|(?:schreiben|berichten"
        r"|melden|sagen|behaupten|erwähnen) Sie",
        r"dass",
    ),
    (  # French
        r"ignore[zr]?|oublie[zr]?|ne tiens pas compte|ne tenez pas compte|néglige[zr]?",
        r"précédent|antérieur|ci-dessus|tout|vos|tes|autres",
        r"instructions?|consignes?|directives?|ordres|prompts?|règles",
        r"IA|intelligences? artificielles?|modèles? de langage|chatbots?|assistants? (?:IA|virtuels?)|résumeurs?",
        r"écri(?:s|vez)|rapportez|dis|dites|déclarez|affirmez|mentionnez|indiquez|signalez",
        r"qu(?:e\b|['’])",
    ),
    (  # Spanish
        r"ignor[ae]n?|olvid[ae]n?|haz caso omiso|hagan? caso omiso|descart[ae]n?|no (?:sigas|siga)",
        r"anterior|previ|tod[ao]s|tus|sus",
        r"instrucciones|indicaciones|órdenes|directrices|prompts?|reglas",
        r"IA|inteligencias? artificial(?:es)?|modelos? de lenguaje|chatbots?|sistemas? de resumen"
        r"|asistentes? (?:de IA|virtual(?:es)?)",
        r"escrib[ae]n?|informen?|digan?|di|afirmen?|mencionen?|reporten?",
        r"que",
    ),
    (  # Italian
        r"ignora(?:te|re)?|ignori|dimentica(?:te|re)?|trascura(?:te)?|non (?:seguire|considerare)",
        r"precedent|tutt[ei]|le|tue",
        r"istruzioni|indicazioni|direttive|ordini|prompt|comandi|regole",
        r"IA|intelligenz[ae] artificial[ei]|modell[oi] linguistic[oi]|chatbot|assistent[ei] (?:IA|virtual[ei])",
        r"scriv[ia]|scrivete|riportate|di['’]|dite|riferisci|dichiarate|affermate|menzionate",
        r"che",
    ),
    (  # Portuguese
        r"ignor[ea]m?|esque[çc]a|esquece|desconsider[ea]|despreze",
        r"anterior|prévi|tod[ao]s|suas|tuas",
        r"instruções|orientações|ordens|diretrizes|prompts?|comandos|regras",
        r"IA|inteligências? artificia(?:l|is)|modelos? de linguagem|chatbots?|assistentes? (?:de IA|virtua(?:l|is))",
        r"escreva|informe|diga|relate|afirme|mencione|declare|noticie|reporte",
        r"que",
    ),
    (  # Dutch
        r"negeer|vergeet|sla .{0,20}over",
        r"vorige|eerdere|voorgaande|alle|bovenstaande",
        r"instructies|aanwijzingen|opdrachten|prompts?|regels|bevelen",
        r"AI|AI-\w+|taalmodel(?:len)?|chatbots?|kunstmatige intelligentie|samenvatters?",
        r"schrijf|meld|zeg|rapporteer|beweer|vermeld|vertel (?:de )?lezers?",
        r"dat",
    ),
    (  # Russian
        r"игнорируй(?:те)?|проигнорируй(?:те)?|забудь(?:те)?|не обращай(?:те)? внимания",
        r"предыдущ|прежн|вс[ею]|ранее",
        r"инструкци\w*|указани\w*|команд\w*|промпт\w*|правил\w*",
        r"ИИ|ИИ-\w+|нейросет\w+|языков\w+ модел\w+|чат-?бот\w*|искусственн\w+ интеллект\w*",
        r"напиши(?:те)?|сообщи(?:те)?|скажи(?:те)?|укажи(?:те)?|заяви(?:те)?|утверждай(?:те)?",
        r",? что",
    ),
    (  # Turkish
        r"yok ?say(?:ın|ınız)?|görmezden gel(?:in|iniz)?|unut(?:un|unuz)?|dikkate alma(?:yın)?",
        r"önceki|tüm|bütün|yukarıdaki",
        r"talimat\w*|komut\w*|yönerge\w*|istem\w*|kural\w*",
        r"yapay zek[aâ]\w*|dil model\w*|sohbet robot\w*",
        r"yaz(?:ın)?|bildir(?:in)?|söyle(?:yin)?|rapor et|belirt(?:in)?",
        r"ki",
    ),
    (  # Polish
        r"(?:z)?ignoruj(?:cie)?|zapomnij(?:cie)?|pomiń(?:cie)?|nie zważaj",
        r"poprzedni|wszystkie|wcześniejsz|powyższ",
        r"instrukcj\w*|polece\w*|wskazów\w*|prompt\w*|zasad\w*",
        r"AI|sztuczn\w+ inteligencj\w+|modele?\w* językow\w+|chat ?bot\w*",
        r"napisz(?:cie)?|zgłoś|powiedz(?:cie)?|podaj(?:cie)?|poinformuj|stwierdź|oświadcz",
        r",? że",
    ),
    (  # Ukrainian
        r"(?:про)?ігноруй(?:те)?|забудь(?:те)?",
        r"попередн|усі|всі",
        r"інструкці\w*|вказівк\w*|правил\w*|команд\w*",
        r"ШІ|мовн\w+ модел\w+|чат-?бот\w*|штучн\w+ інтелект\w*",
        r"напиши(?:ть)?|повідом(?:те)?|скажи(?:ть)?",
        r",? що",
    ),
    (  # Swedish, Danish, Norwegian
        r"ignorer(?:a|e)?|bortse från|se bort fra|glöm|glem",
        r"tidligere|tidigare|föregående|foregående|alla|alle",
        r"instruktion\w*|instruks\w*|anvisning\w*|regler",
        r"AI|språkmodell\w*|sprogmodell?\w*|chatbot\w*|chattbot\w*",
        r"skriv|meddela|meddel|säg|sig|si",
        r"(?:att|at)",
    ),
    (  # Finnish
        r"unohda|ohita|jätä huomiotta|älä (?:noudata|välitä)",
        r"aiem\w*|kaikki|edellis\w*",
        r"ohje\w*|käsky\w*|sään\w*",
        r"tekoäly\w*|kielimalli\w*|chatbot\w*",
        r"kirjoita|sano|kerro|ilmoita",
        r",? että",
    ),
    (  # Czech, Slovak
        r"(?:z)?ignoruj(?:te)?|zapomeň(?:te)?|zabudni(?:te)?",
        r"předchozí|predchádzajúc|všechn|všetk",
        r"pokyn\w*|instrukc\w*|inštrukci\w*|příkaz\w*|pravidl\w*",
        r"AI|jazykov\w+ model\w*|chatbot\w*|uměl\w+ inteligenc\w*",
        r"napiš(?:te)?|napíš(?:te)?|uveď(?:te)?|řekni|oznam(?:te)?",
        r",? (?:že|aby)",
    ),
    (  # Hungarian
        r"hagyd figyelmen kívül|felejtsd el|ne vedd figyelembe",
        r"korábbi|előző|minden|összes",
        r"utasítás\w*|szabály\w*",
        r"MI|AI|nyelvi modell\w*|chatbot\w*|mesterséges intelligenci\w*",
        r"írd|írja|jelentsd|mondd",
        r",? hogy",
    ),
    (  # Romanian
        r"ignor(?:ă|ați|ati|a)|uit(?:ă|ați|ati)|nu ține cont",
        r"anterioar|toate|precedent",
        r"instrucțiuni\w*|instructiuni\w*|reguli\w*|comenzi\w*",
        r"IA|model\w* (?:de limbaj|lingvistic\w*)|chatbot\w*",
        r"scri(?:e|eți|eti)|raporteaz(?:ă|ați)|spune(?:ți)?",
        r"că",
    ),
    (  # Greek
        r"αγνόησε|αγνοήστε|ξέχασε|ξεχάστε",
        r"προηγούμεν\w*|όλες",
        r"οδηγί\w*|εντολ\w*|κανόν\w*",
        r"γλωσσικ\w+ μοντέλ\w*|τεχνητ\w+ νοημοσύν\w*",
        r"γράψε|γράψτε|πες|πείτε|ανάφερε",
        r"ότι",
    ),
    (  # Indonesian, Malay
        r"abaikan|lupakan",
        r"sebelumnya|semua|di atas",
        r"instruksi|perintah|petunjuk|aturan|arahan",
        r"AI|model bahasa|chatbot|kecerdasan buatan",
        r"tulis(?:lah|kan)?|laporkan|katakan",
        r"bahwa|bahawa",
    ),
    (  # Vietnamese
        r"bỏ qua|phớt lờ|quên",
        r"trước|tất cả|mọi",
        r"hướng dẫn|chỉ dẫn|lệnh|quy tắc|chỉ thị",
        r"AI|mô hình ngôn ngữ|chatbot|trí tuệ nhân tạo",
        r"viết|báo cáo|nói",
        r"rằng",
    ),
    (  # Hebrew
        r"התעלם|התעלמו|שכח|שכחו",
        r"הקודמות|כל|הקודם",
        r"ההוראות|הוראות|ההנחיות|הכללים",
        r"בינה מלאכותית|מודל(?:י)? שפה",
        r"כתוב|כתבו|דווח|אמור",
        r"ש",
    ),
    (  # Hindi
        r"अनदेखा|नज़रअंदाज़|भूल जाओ|भूल जाएं",
        r"पिछल|सभी|पूर्व",
        r"निर्देश\w*|आदेश\w*|नियम\w*",
        r"एआई|भाषा मॉडल\w*|चैटबॉट",
        r"लिखो|लिखें|बताओ|बताएं",
        r"कि",
    ),
    (  # Arabic
        r"تجاهل(?:وا)?|انس|اهمل(?:وا)?|أهمل(?:وا)?|لا تتبع",
        r"السابق|جميع|كل",
        r"التعليمات|تعليمات|الأوامر|أوامر|التوجيهات|الإرشادات",
        r"الذكاء الاصطناعي|نماذج اللغة|نموذج اللغة|روبوتات? الدردشة",
        r"اكتب|أبلغ|قل|اذكر|أعلن|صرح",
        r"(?:أن|إن|بأن)",
    ),
)
# In scripts without blanks, and where the verb ends the clause, the order of the parts is left open.
UNSPACED = r"""
(?:忽略|无视|無視|忘记|忘記|不要理会)[^。！？]{0,12}(?:指令|指示|提示|命令|说明|說明|规则|規則)
(?:이전|모든|앞의)[^.]{0,12}(?:지시|명령|지침|프롬프트)[^.]{0,10}(?:무시|잊)
(?:指令|指示|プロンプト|命令|ルール|規則)[^。！？]{0,8}(?:を|は)?(?:すべて|全て)?(?:無視|忘れ)(?:し|て|せよ)
(?:(?<![A-Za-z])AI(?![A-Za-z])|人工智能|人工知能|语言模型|語言模型|言語モデル|聊天机器人|チャットボット|摘要程序|要約(?:AI|システム|プログラム))[^。！？]{0,14}[：:]
(?:请|請|^|(?<=[。！？\s]))(?:写|寫|报告|報告|告诉读者|说|說)(?:道|称)?[：:][^。]
(?:你现在是|你現在是|あなたは今|あなたは(?:AI|アシスタント))
[^。]{0,60}と(?:書いて|報告して|伝えて|述べて)(?:ください|下さい|くれ)
(?:^|[。！？\s])(?:系统|系統|システム|助手|アシスタント)[：:]
"""
