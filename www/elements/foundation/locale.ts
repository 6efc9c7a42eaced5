export { locale, texts } from "../../engine/locale";
